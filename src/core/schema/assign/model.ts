import type { JsonObject } from '#core/json'

/** A schema at its place in a document; the same place gives the same node. */
export interface SchemaNode {
  readonly id: number
  /** `undefined` for what is no schema, or cannot be understood. */
  readonly schema: JsonObject | boolean | undefined
  readonly document: SchemaDocument
}

export interface SchemaDocument {
  /** The node of a schema that stands in the document. */
  node(schema: unknown): SchemaNode
  /** What a reference in the document leads to; undefined if it does not stay inside. */
  resolve(reference: string): SchemaNode | undefined
}

/** Schemas that hold at once; none says nothing. */
export type Conjunction = readonly SchemaNode[]

/** Numbers are either integers or fractions, so that types are sets that do not overlap. */
export type TypeName = 'null' | 'boolean' | 'integer' | 'fraction' | 'string' | 'array' | 'object'

/** One of the ways to fit a conjunction: no choice is left but that of the type. */
export interface Alternative {
  readonly id: number
  /** Everything that holds, `$ref` and `allOf` followed, with the chosen branches. */
  readonly nodes: Conjunction
  readonly types: ReadonlySet<TypeName>
  /** The only values there are, if they are listed. */
  readonly values: readonly unknown[] | undefined
}

/** A reason why a value of one schema may not fit another. */
export interface Gap {
  /** The keyword of the accepting schema that is not met. */
  readonly keyword: string
  readonly message: string
  /** False if the keyword could not be decided. */
  readonly isCertain: boolean
  readonly from: Alternative
  readonly to: SchemaNode
  /** The member that is missing, or that something else depends on. */
  readonly name?: string
  /** The gap is in this member or item of the value. */
  readonly step?: string | number
  /** The gaps there; one is enough. */
  readonly inner?: readonly Gap[]
  /** A value must fall into one gap of each list. */
  readonly branches?: readonly (readonly Gap[])[]
}

/** One question, with its budget and what has been found out already. */
export interface Comparison {
  /** What a schema does not say is trusted to fit. */
  readonly trusts: boolean
  fits(from: Conjunction, to: SchemaNode): readonly Gap[]
  fitsAlternative(from: Alternative, to: SchemaNode): readonly Gap[]
  /** The same, one level deeper in the value. */
  member(step: string | number, from: Conjunction, to: SchemaNode): readonly Gap[]
  alternatives(of: Conjunction): readonly Alternative[]
  /** What is left of an alternative when a schema holds as well. */
  refine(alternative: Alternative, by: Conjunction): readonly Alternative[]
  /** Provably nothing fits. */
  isEmpty(of: Conjunction): boolean
  /** The alternatives of an alternative that has only one type or value each. */
  split(alternative: Alternative): readonly Alternative[]
  /** A schema that stands in no document. */
  synthetic(schema: object | boolean): SchemaNode
  /** Remembers why something fits. */
  note(reason: string): void
}

/** One keyword, or several that belong together, of the accepting schema. */
export type Check = (subject: {
  readonly comparison: Comparison
  readonly from: Alternative
  readonly to: SchemaNode
  readonly schema: JsonObject
}) => readonly Gap[]

/** The question is too large to be answered. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge'
}
