import { isObject, setOwn, valueAt } from '#core/json'
import { cel } from './library.ts'

/** A JSON value as CEL sees it: integers by their schema become BigInt, all other numbers stay doubles. */
export function toCel(value: unknown, schema: unknown, root: unknown = schema): unknown {
  const known = resolve(schema, root)
  if (typeof value === 'number') return isInteger(known) && Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map((item) => toCel(item, known['items'], root))
  if (!isObject(value)) return value
  const properties = isObject(known['properties']) ? known['properties'] : {}
  const result = {}
  for (const [key, member] of Object.entries(value)) {
    const own = Object.hasOwn(properties, key) ? properties[key] : known['additionalProperties']
    setOwn(result, key, toCel(member, own, root))
  }
  return result
}

/** The result of an expression as a JSON value. Throws RangeError for what JSON cannot hold. */
export function fromCel(value: unknown): unknown {
  if (typeof value === 'bigint') {
    if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER))
      throw new RangeError(`the integer ${value} is too large for JSON`)
    return Number(value)
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is not a JSON number`)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  const optional = cel().optionalValue(value)
  if (optional !== undefined) return fromCel(optional.value)
  if (Array.isArray(value)) return value.map(fromCel)
  if (value instanceof Map) return fromEntries([...value].map(([key, member]) => [String(key), member]))
  if (!isObject(value)) return value ?? null
  // The library does not export its classes: unsigned integers convert to BigInt, durations to a number of milliseconds.
  const primitive: unknown = value.valueOf()
  if (typeof primitive === 'bigint') return fromCel(primitive)
  return typeof primitive === 'number' ? String(value) : fromEntries(Object.entries(value))
}

function fromEntries(entries: readonly (readonly [string, unknown])[]): object {
  const result = {}
  for (const [key, member] of entries) setOwn(result, key, fromCel(member))
  return result
}

type Schema = Readonly<Record<string, unknown>>

function resolve(schema: unknown, root: unknown): Schema {
  let current = schema
  for (let hops = 0; isObject(current) && typeof current['$ref'] === 'string' && hops < 32; hops += 1)
    current = valueAt(root, current['$ref'].replace(/^#/, ''))
  return isObject(current) ? current : {}
}

function isInteger(schema: Schema): boolean {
  const type = schema['type']
  return type === 'integer' || (Array.isArray(type) && type.includes('integer') && !type.includes('number'))
}
