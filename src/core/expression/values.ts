import { isObject, setOwn } from '#core/json'
import { type SchemaView, viewSchema } from '#core/schema'
import { cel } from './library.ts'
import { numberKind } from './types/type.ts'

/** A JSON value as CEL sees it: integers by their schema become BigInt, all other numbers stay doubles. */
export function toCel(value: unknown, schema: unknown): unknown {
  return converted(value, schema === undefined ? undefined : viewSchema(schema))
}

function converted(value: unknown, view: SchemaView | undefined): unknown {
  // What is not as the schema says is left as it is.
  if (view === undefined || view.isOpen) return withoutSchema(value)
  if (typeof value === 'number')
    return numberKind(view) === 'int' && Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) {
    const { prefix } = view
    return value.map((item, index) => converted(item, view.item(Math.min(index, prefix))))
  }
  if (!isObject(value)) return value
  return objectOf(value, (name, member) => converted(member, view.member(name).view))
}

function withoutSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSchema)
  return isObject(value) ? objectOf(value, (_, member) => withoutSchema(member)) : value
}

function objectOf(value: object, convert: (name: string, member: unknown) => unknown): unknown {
  const members = Object.entries(value).map(([name, member]) => [name, convert(name, member)] as const)
  // The library tells types by `constructor`; in a Map, that is a key like any other.
  if (Object.hasOwn(value, 'constructor')) return new Map(members)
  const result = {}
  for (const [name, member] of members) setOwn(result, name, member)
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
