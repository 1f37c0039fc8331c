import { isObject, setOwn, valueAt } from '#core/json'
import { cel } from './library.ts'

/** A JSON value as CEL sees it: integers by their schema become BigInt, all other numbers stay doubles. */
export function toCel(value: unknown, schema: unknown, root: unknown = schema): unknown {
  const known = resolve(schema, root)
  if (typeof value === 'number') return isInteger(known) && Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map((item) => toCel(item, known['items'], root))
  if (!isObject(value)) return value
  const properties = isObject(known['properties']) ? known['properties'] : {}
  const members = Object.entries(value).map(([key, member]) => {
    const own = Object.hasOwn(properties, key) ? properties[key] : known['additionalProperties']
    return [key, toCel(member, own, root)] as const
  })
  // The library tells types by `constructor`; in a Map, that is a key like any other.
  if (Object.hasOwn(value, 'constructor')) return new Map(members)
  const result = {}
  for (const [key, member] of members) setOwn(result, key, member)
  return result
}

const largestResult = 1_000_000

/** The result of an expression as a JSON value. Throws RangeError for what JSON cannot hold, and for what is too large. */
export function fromCel(value: unknown): unknown {
  return new Result().convert(value)
}

class Result {
  #left = largestResult

  convert(value: unknown): unknown {
    // A value that stands in the result many times is counted, and copied, as often.
    this.#left -= 1 + (typeof value === 'string' ? value.length / 16 : 0)
    if (this.#left < 0) throw new RangeError('the result is too large')
    if (typeof value === 'bigint') return fromBigInt(value)
    if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`${value} is not a JSON number`)
    if (value instanceof Date) return value.toISOString()
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
    const optional = cel().optionalValue(value)
    if (optional !== undefined) return this.convert(optional.value)
    if (Array.isArray(value)) return value.map((item) => this.convert(item))
    if (value instanceof Map) return this.#entries([...value].map(([key, member]) => [String(key), member]))
    if (!isObject(value)) return value ?? null
    // The library does not export its classes: unsigned integers convert to BigInt, durations to a number of milliseconds.
    const primitive: unknown = Object.hasOwn(value, 'valueOf') ? value : value.valueOf()
    if (typeof primitive === 'bigint') return fromBigInt(primitive)
    return typeof primitive === 'number' ? String(value) : this.#entries(Object.entries(value))
  }

  #entries(entries: readonly (readonly [string, unknown])[]): object {
    const result = {}
    for (const [key, member] of entries) setOwn(result, key, this.convert(member))
    return result
  }
}

function fromBigInt(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < -BigInt(Number.MAX_SAFE_INTEGER))
    throw new RangeError(`the integer ${value} is too large for JSON`)
  return Number(value)
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
