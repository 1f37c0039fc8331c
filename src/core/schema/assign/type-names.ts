import { isObject, type JsonObject } from '#core/json'
import type { TypeName } from './model.ts'

/** Every type, in the order in which they are named. */
export const allTypes: readonly TypeName[] = ['null', 'boolean', 'integer', 'fraction', 'string', 'array', 'object']

const meanings: Readonly<Record<string, readonly TypeName[]>> = {
  null: ['null'],
  boolean: ['boolean'],
  integer: ['integer'],
  number: ['integer', 'fraction'],
  string: ['string'],
  array: ['array'],
  object: ['object'],
}

/** The types that the keyword `type` of a schema names; undefined if it names none. */
export function namedTypes(schema: JsonObject): ReadonlySet<TypeName> | undefined {
  const { type, nullable } = schema
  const names = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string')
  if (names.length === 0) return undefined
  const types = names.flatMap((name) => (Object.hasOwn(meanings, name) ? (meanings[name] ?? []) : []))
  // As ajv does with the keyword of OpenAPI 3.0.
  return new Set(nullable === true ? [...types, 'null'] : types)
}

const ofObjects = ['properties', 'required', 'additionalProperties', 'patternProperties', 'minProperties']
const ofArrays = ['items', 'prefixItems', 'minItems', 'maxItems']

/** The type that someone who wrote these keywords has meant. */
export function impliedTypes(schema: JsonObject): ReadonlySet<TypeName> | undefined {
  if (ofObjects.some((keyword) => keyword in schema)) return new Set(['object'])
  return ofArrays.some((keyword) => keyword in schema) ? new Set(['array']) : undefined
}

/** The type of a value. */
export function typeOf(value: unknown): TypeName {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'fraction'
  if (typeof value === 'boolean') return 'boolean'
  return isObject(value) ? 'object' : 'string'
}

/** The types that are in both sets. */
export function common(a: ReadonlySet<TypeName>, b: ReadonlySet<TypeName>): ReadonlySet<TypeName> {
  return new Set([...a].filter((type) => b.has(type)))
}

/** As one says it: `string or null`. */
export function describeTypes(types: Iterable<TypeName>): string {
  const set = new Set(types)
  if (set.size >= allTypes.length) return 'any value'
  const isNumber = set.has('integer') && set.has('fraction')
  const names = allTypes
    .filter((type) => set.has(type) && !(isNumber && type === 'integer'))
    .map((type) => (type === 'fraction' ? 'number' : type))
  return names.length === 0 ? 'nothing' : names.join(' or ')
}
