import { isObject, type JsonObject } from '#core/json'
import { type Direction, hiddenFields, modernSchema } from '#core/openapi'
import { type Side, type Spot, within } from './side.ts'

/** One of the schemas that hold at once. */
export interface FlatNode {
  readonly spot: Spot
  /** Its keywords as JSON Schema 2020-12 understands them, without `$ref` and `allOf`. */
  readonly own: JsonObject
}

/** Schemas that hold at once, with what their references and `allOf` add. */
export interface FlatSchema {
  readonly side: Side
  readonly roots: readonly Spot[]
  readonly nodes: readonly FlatNode[]
  /** `null` is accepted whatever the rest says, as `nullable` of OpenAPI 3.0 has it. */
  readonly isNullable: boolean
  /** Nothing fits, because one of them says so. */
  readonly isFalse: boolean
  /** The fields that do not travel in this direction. */
  readonly hidden: ReadonlySet<string>
}

/** Follows references and `allOf`; what is a choice stays one. */
export function flatten(roots: readonly Spot[], side: Side, direction: Direction): FlatSchema {
  const nodes: FlatNode[] = []
  const seen = new Set<string>()
  const pending = [...roots]
  for (let spot = pending.shift(); spot !== undefined; spot = pending.shift()) {
    const key = keyOf(spot)
    if (seen.has(key)) continue
    seen.add(key)
    nodes.push({ spot, own: ownKeywords(spot.value) })
    pending.push(...partsOf(spot, side))
  }
  const hidden = new Set(roots.flatMap((root) => [...hiddenFields(root, { direction, load: side.load })]))
  return {
    ...{ side, roots, nodes, hidden },
    isNullable: roots.length > 0 && roots.every(isWrapped),
    isFalse: nodes.some(({ spot }) => spot.value === false),
  }
}

/** A name for where something stands. */
export function keyOf({ file, document = 0, pointer }: Spot): string {
  return `${file} ${document}#${pointer}`
}

/** What a reference leads to, and the members of `allOf`. */
function partsOf(spot: Spot, side: Side): Spot[] {
  const { value } = spot
  if (!isObject(value)) return []
  const target = typeof value['$ref'] === 'string' ? side.follow(value['$ref'], spot) : undefined
  const all = Array.isArray(value['allOf']) ? value['allOf'].map((_, index) => within(spot, 'allOf', index)) : []
  return [...(target === undefined ? [] : [target]), ...all]
}

function ownKeywords(value: unknown): JsonObject {
  if (!isObject(value)) return {}
  const { $ref: _reference, allOf: _all, nullable, ...own } = value
  return modernSchema(typeof own['type'] === 'string' ? { ...own, nullable } : own) as JsonObject
}

// With a type, `nullable` is one more type.
function isWrapped({ value }: Spot): boolean {
  return isObject(value) && value['nullable'] === true && typeof value['type'] !== 'string'
}
