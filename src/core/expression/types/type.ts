import { canonicalJson } from '#core/json'
import { type MemberView, type SchemaView, viewSchema } from '#core/schema'
import type { Facts, Path } from './fact.ts'
import { describeKinds, type Kind, typesOfKind } from './kind.ts'

/** What an expression may give. */
export interface ExpressionType {
  /** It may be anything else, too: nothing is declared, and that is trusted. */
  readonly isUnknown: boolean
  /** Of each kind one or several; none of all means that there is no value. */
  readonly cases: readonly TypeCase[]
}

/** One of the kinds of value that an expression may give. */
export interface TypeCase {
  readonly kind: Kind
  /** The only values there are, as JSON, if they are known. */
  readonly values?: readonly unknown[]
  /** The schema that it was read from. */
  readonly view?: SchemaView
  /** What holds for it as JSON beyond its kind. */
  readonly limits?: object
  /** Of an array that the expression makes: what its first items are, and what all others are. */
  readonly items?: readonly ExpressionType[]
  /** Of an array: any other item; of an object: any other member; of an optional value: the value. */
  readonly inner?: ExpressionType
  /** Of an array: what is known of each item, as facts about a path. */
  readonly itemFacts?: (path: Path) => Facts
  /** Of an object that is put together here. */
  readonly members?: ReadonlyMap<string, TypeMember>
}

/** A member of an object that is put together here. */
export interface TypeMember {
  readonly type: ExpressionType
  /** Why it may be absent, if it may. */
  readonly absence?: Absence
}

export interface Absence {
  readonly message: string
  readonly hint: string
  /** It is there where another member, which has one of these values, has this one. */
  readonly unless?: { readonly member: string; readonly values: readonly string[]; readonly is: string }
}

/** What is found at a member of a value. */
export interface FoundMember {
  readonly presence: MemberView['presence']
  readonly type: ExpressionType
  readonly known: readonly string[]
  readonly absence?: Absence
}

export const unknownType: ExpressionType = { isUnknown: true, cases: [] }
export const noType: ExpressionType = { isUnknown: false, cases: [] }

/** The type of a kind, with what else is known of it. */
export function typeOfKind(kind: Kind, more: Omit<TypeCase, 'kind'> = {}): ExpressionType {
  return { isUnknown: false, cases: [{ kind, ...more }] }
}

/** The type of what fits a self-contained schema. */
export function typeOfSchema(schema: unknown): ExpressionType {
  return typeOfView(viewSchema(schema))
}

const kindsOfTypes = [
  ['null', 'null'],
  ['boolean', 'bool'],
  ['string', 'string'],
  ['array', 'list'],
  ['object', 'map'],
] as const

/** Numbers are integers where the schema allows nothing else; so does `toCel`. */
export function numberKind(view: SchemaView): 'int' | 'double' | undefined {
  if (view.types.has('fraction')) return 'double'
  return view.types.has('integer') ? 'int' : undefined
}

function typeOfView(view: SchemaView): ExpressionType {
  if (view.isOpen) return unknownType
  const kinds: Kind[] = kindsOfTypes.filter(([type]) => view.types.has(type)).map(([, kind]) => kind)
  const number = numberKind(view)
  if (number !== undefined) kinds.push(number)
  return { isUnknown: false, cases: kinds.map((kind) => ({ kind, view, ...listedIn(view, kind) })) }
}

function listedIn(view: SchemaView, kind: Kind): Pick<TypeCase, 'values'> {
  if (kind === 'list' || kind === 'map') return {}
  const types = (typesOfKind[kind] ?? []).filter((type) => view.types.has(type))
  const lists = types.map((type) => view.valuesOf(type))
  return lists.some((list) => list === undefined) ? {} : { values: lists.flatMap((list) => list ?? []) }
}

/** One of several types. */
export function unionOf(types: readonly ExpressionType[]): ExpressionType {
  const cases = [...new Set(types.flatMap((type) => type.cases))]
  const plain = new Set(cases.filter((each) => Object.keys(each).length === 1).map(({ kind }) => kind))
  const listed = cases.filter(isListed)
  // Values beside all values of their kind say nothing; other lists of values are joined.
  const lists = [...new Set(listed.map(({ kind }) => kind))].filter((kind) => !plain.has(kind))
  const joined = lists.map((kind) => ({ kind, values: valuesIn(listed.filter((each) => each.kind === kind)) }))
  const firsts = cases.filter(
    (each, index) => cases.findIndex((other) => isPlain(other, each.kind)) === index || !isPlain(each, each.kind),
  )
  return {
    isUnknown: types.some(({ isUnknown }) => isUnknown),
    cases: [...firsts.filter((each) => !isListed(each)), ...joined],
  }
}

function isPlain(each: TypeCase, kind: Kind): boolean {
  return each.kind === kind && Object.keys(each).length === 1
}

// A list of values that was read from nowhere.
function isListed({ values, view }: TypeCase): boolean {
  return values !== undefined && view === undefined
}

function valuesIn(cases: readonly TypeCase[]): readonly unknown[] {
  const values = cases.flatMap((each) => each.values ?? [])
  return [...new Map(values.map((value) => [canonicalJson(value), value])).values()]
}

export function kindsIn({ cases }: ExpressionType): ReadonlySet<Kind> {
  return new Set(cases.map(({ kind }) => kind))
}

/** As one says it: `string or null`. */
export function describeType(type: ExpressionType): string {
  if (type.isUnknown) return 'any value'
  const [only, ...others] = type.cases
  const item = only?.kind === 'list' && others.length === 0 ? itemOf(only) : undefined
  if (item === undefined || item.isUnknown || item.cases.length === 0) return describeKinds(kindsIn(type))
  return `array of ${describeKinds(kindsIn(item))}`
}

/** A member, by name, of one of the objects. */
export function memberOf({ view, members, inner }: TypeCase, name: string): FoundMember {
  if (view !== undefined) {
    const found = view.member(name)
    return { ...found, type: typeOfView(found.view) }
  }
  const known = [...(members?.keys() ?? [])]
  const own = members?.get(name)
  if (own !== undefined) {
    const { type, absence } = own
    return { presence: absence === undefined ? 'sure' : 'possible', type, known, ...(absence && { absence }) }
  }
  if (inner !== undefined) return { presence: 'unknown', type: inner, known }
  return { presence: 'closed', type: unknownType, known }
}

/** An item of one of the arrays, or any; undefined if there is none. */
export function itemOf({ view, items = [], inner }: TypeCase, index?: number): ExpressionType | undefined {
  if (view !== undefined) {
    const item = view.item(index)
    return item && typeOfView(item)
  }
  if (index !== undefined) return items[index] ?? inner
  return unionOf([...items, ...(inner === undefined ? [] : [inner])])
}

/** Any member of one of the objects. */
export function anyMemberOf({ view, members, inner }: TypeCase): ExpressionType {
  if (view !== undefined) return typeOfView(view.anyMember())
  return unionOf([...[...(members?.values() ?? [])].map(({ type }) => type), ...(inner === undefined ? [] : [inner])])
}

/** The type of a list by that of its items. */
export function listTypeOf(item: ExpressionType): ExpressionType {
  return typeOfKind('list', { inner: item })
}

/** The type of the items of what is a list; unknown where it need not be one. */
export function itemTypeOf({ isUnknown, cases }: ExpressionType): ExpressionType {
  const items = cases.flatMap((each) => (each.kind === 'list' ? (itemOf(each) ?? []) : []))
  return isUnknown || items.length === 0 ? unknownType : unionOf(items)
}

/** What stands somewhere in the values of a type; unknown where there is nothing. */
export function typeAt(type: ExpressionType, path: readonly string[]): ExpressionType {
  return path.reduce<ExpressionType>((from, step) => {
    const found = from.cases.flatMap((each) => {
      if (each.kind === 'map') return memberOf(each, step).type
      return each.kind === 'list' ? (itemOf(each, Number(step)) ?? []) : []
    })
    return found.length === 0 ? unknownType : unionOf(found)
  }, type)
}

/** The parts of schemas that say what a type is, as they stand there. */
export function saidOf({ cases }: ExpressionType): readonly object[] {
  return [...new Set(cases.flatMap(({ view }) => view?.said.slice(0, 1) ?? []))]
}
