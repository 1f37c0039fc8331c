import type { GeneratorValue } from 'fast-check'
import fc from 'fast-check'

/** Draws from lists and ranges, and remembers nothing. */
export class Draw {
  readonly #draw: GeneratorValue

  constructor(draw: GeneratorValue) {
    this.#draw = draw
  }

  upTo(max: number): number {
    return this.#draw(fc.nat, { max })
  }

  chance(percent: number): boolean {
    return this.upTo(99) >= 100 - percent
  }

  of<T>(list: readonly T[]): T {
    return list[this.upTo(list.length - 1)] as T
  }
}

type Schema = Readonly<Record<string, unknown>>

const names = ['a', 'b', 'c', 'd'] as const
const texts = ['', 'a', 'b', 'abc', '5', '1.5', 'true', '2024-01-01T00:00:00Z', 'x,y']

/** A schema that says of everything what it is. */
export function randomSchema(draw: Draw, depth: number): Schema {
  const scalars: readonly (() => Schema)[] = [
    () => ({ type: 'string' }),
    () => ({ type: 'integer' }),
    () => ({ type: 'number' }),
    () => ({ type: 'boolean' }),
    () => ({ enum: ['a', 'b', 'abc'] }),
    () => ({ enum: [1, 2, 5] }),
    () => ({ enum: ['a', 1, null] }),
    () => ({ const: 'a' }),
    () => ({ type: ['string', 'null'] }),
    () => ({ type: ['integer', 'null'] }),
    () => ({ type: ['string', 'integer'] }),
  ]
  if (depth === 0 || draw.chance(35)) return draw.of(scalars)()
  const deeper = () => randomSchema(draw, depth - 1)
  const nested: readonly (() => Schema)[] = [
    () => randomObject(draw, depth),
    () => randomObject(draw, depth),
    () => ({ type: 'array', items: deeper() }),
    () => ({ type: 'array', items: deeper() }),
    () => ({ type: 'array', prefixItems: [deeper(), deeper()], items: deeper(), minItems: 2 }),
    () => ({ type: 'object', additionalProperties: deeper() }),
    () => ({ anyOf: [deeper(), { type: 'null' }] }),
    () => ({ anyOf: [deeper(), deeper()] }),
    () => ({ allOf: [deeper(), { description: 'Something.' }] }),
    // The shared schema itself is of depth one.
    () => (depth > 1 ? { $ref: '#/$defs/shared' } : { type: 'boolean' }),
  ]
  return draw.of(nested)()
}

export function randomObject(draw: Draw, depth: number): Schema {
  const own = names.filter(() => draw.chance(75))
  return {
    type: 'object',
    properties: Object.fromEntries(own.map((name) => [name, randomSchema(draw, Math.max(0, depth - 1))])),
    required: own.filter(() => draw.chance(70)),
    additionalProperties: false,
  }
}

/** A value that probably fits a schema. */
export function randomValue(draw: Draw, schema: unknown, root: Schema): unknown {
  const { $ref, anyOf, allOf, enum: listed, const: constant, ...rest } = schema as Schema & { $ref?: string }
  if (constant !== undefined) return constant
  if (Array.isArray(listed)) return draw.of(listed)
  if ($ref !== undefined) return randomValue(draw, (root['$defs'] as Schema)[$ref.split('/').at(-1) ?? ''], root)
  if (Array.isArray(anyOf)) return randomValue(draw, draw.of(anyOf), root)
  if (Array.isArray(allOf)) return randomValue(draw, allOf[0], root)
  const type = Array.isArray(rest['type']) ? draw.of(rest['type'] as string[]) : rest['type']
  switch (type) {
    case 'null':
      return null
    case 'boolean':
      return draw.chance(50)
    case 'integer':
      return draw.upTo(6) - 1
    case 'number':
      return draw.of([0, 1, -2, 0.5, 3.25, 5])
    case 'string':
      return draw.of(texts)
    case 'array': {
      const prefix = (rest['prefixItems'] as unknown[] | undefined) ?? []
      const others = Array.from({ length: draw.upTo(3) }, () => rest['items'])
      return [...prefix, ...others].map((each) => randomValue(draw, each, root))
    }
    default:
      return objectOf(draw, rest, root)
  }
}

function objectOf(draw: Draw, schema: Schema, root: Schema): unknown {
  const properties = (schema['properties'] as Schema | undefined) ?? {}
  const required = (schema['required'] as string[] | undefined) ?? []
  const own = Object.keys(properties).filter((name) => required.includes(name) || draw.chance(50))
  const more = typeof schema['additionalProperties'] === 'object' ? names.slice(0, draw.upTo(3)) : []
  const members = [
    ...own.map((name) => [name, properties[name]] as const),
    ...more.map((name) => [name, schema['additionalProperties']] as const),
  ]
  return Object.fromEntries(members.map(([name, each]) => [name, randomValue(draw, each, root)]))
}
