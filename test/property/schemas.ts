import fc from 'fast-check'
import { newAjv } from '../../src/core/schema/ajv.ts'
import { forAjv } from '../../src/core/schema/for-ajv.ts'

const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor')
const scalar = fc.constantFrom<unknown>(null, true, false, 0, 1, 2, 3.5, -1, '', 'a', 'ab', 'abc', 'B', '2024-01-01')
const small = fc.integer({ min: 0, max: 3 })
const pattern = fc.constantFrom('^a', '^ab', '^a$', 'b', '^[a-z]{2}$', '.*', '^a.*', '^[A-Z]+$')
const format = fc.constantFrom(
  'date',
  'date-time',
  'uri',
  'uri-reference',
  'iri',
  'int32',
  'int64',
  'unknown',
  'double',
)

const { schema } = fc.letrec<{ schema: unknown; node: unknown; object: unknown; array: unknown }>((tie) => {
  const child = tie('schema')
  const members = fc.dictionary(name, child, { maxKeys: 3, noNullPrototype: true })
  return {
    schema: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      { weight: 1, arbitrary: fc.constantFrom<unknown>(true, false, {}) },
      { weight: 12, arbitrary: tie('node') },
    ),
    node: fc.oneof(
      {
        weight: 2,
        arbitrary: fc.record({
          type: fc.constantFrom('string', 'integer', 'number', 'boolean', 'null', 'array', 'object'),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.uniqueArray(fc.constantFrom('string', 'integer', 'number', 'null', 'object'), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record(
          { type: fc.constant('string'), nullable: fc.boolean(), pattern },
          { requiredKeys: ['type'] },
        ),
      },
      {
        weight: 2,
        arbitrary: fc.record(
          {
            type: fc.constantFrom('integer', 'number'),
            minimum: fc.integer({ min: -2, max: 3 }),
            maximum: fc.integer({ min: -2, max: 5 }),
            exclusiveMinimum: small,
            exclusiveMaximum: small,
            multipleOf: fc.constantFrom(1, 2, 4, 0.5),
            format,
          },
          { requiredKeys: ['type'] },
        ),
      },
      {
        weight: 2,
        arbitrary: fc.record(
          { type: fc.constant('string'), minLength: small, maxLength: small, pattern, format },
          { requiredKeys: [] },
        ),
      },
      { weight: 1, arbitrary: fc.record({ enum: fc.array(scalar, { minLength: 1, maxLength: 4 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({ const: fc.oneof(scalar, fc.constantFrom<unknown>({ a: 1 }, [1, 'a'], {}, [])) }),
      },
      { weight: 5, arbitrary: tie('object') },
      { weight: 2, arbitrary: tie('array') },
      { weight: 1, arbitrary: fc.record({ allOf: fc.array(child, { minLength: 1, maxLength: 2 }) }) },
      { weight: 2, arbitrary: fc.record({ anyOf: fc.array(child, { minLength: 1, maxLength: 3 }) }) },
      { weight: 2, arbitrary: fc.record({ oneOf: fc.array(child, { minLength: 1, maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ not: child }) },
      {
        weight: 1,
        arbitrary: fc.tuple(child, child, child).map(([condition, yes, no]) =>
          Object.fromEntries([
            ['if', condition],
            ['then', yes],
            ['else', no],
          ]),
        ),
      },
      { weight: 1, arbitrary: fc.record({ $ref: fc.constantFrom('#/$defs/x', '#/$defs/y') }) },
    ),
    object: fc.record(
      {
        type: fc.constant('object'),
        properties: members,
        required: fc.uniqueArray(name, { maxLength: 2 }),
        additionalProperties: child,
        patternProperties: fc.dictionary(fc.constantFrom('^a', 'b', '^o'), child, {
          maxKeys: 2,
          noNullPrototype: true,
        }),
        propertyNames: fc.oneof(
          fc.record({ pattern }),
          fc.record({ maxLength: small }),
          fc.constant({ enum: ['a', 'b'] }),
        ),
        minProperties: small,
        maxProperties: small,
        dependentRequired: fc.constant({ a: ['b'] }),
        unevaluatedProperties: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    array: fc.record(
      {
        type: fc.constant('array'),
        items: child,
        prefixItems: fc.array(child, { minLength: 1, maxLength: 2 }),
        minItems: small,
        maxItems: small,
        uniqueItems: fc.boolean(),
        contains: child,
        minContains: small,
        maxContains: small,
      },
      { requiredKeys: [] },
    ),
  }
})

/** A schema with two definitions that it may refer to. */
export const rooted = fc
  .tuple(schema, schema, schema)
  .map(([root, x, y]) => (typeof root === 'object' ? { ...root, $defs: { x, y } } : root))

// A schema, and one that differs from it in a few places: what is left out, exchanged, or added as a choice.
const related = fc
  .tuple(rooted, fc.array(fc.tuple(fc.nat(), fc.option(schema), fc.boolean()), { minLength: 1, maxLength: 2 }))
  .map(([one, edits]) => {
    const other = structuredClone(one)
    for (const [position, drawn, isChoice] of edits) {
      const replacement = structuredClone(drawn)
      const places = placesIn(other)
      const place = places[position % Math.max(1, places.length)]
      if (place === undefined) continue
      if (replacement === null && Array.isArray(place.owner)) place.owner.splice(Number(place.key), 1)
      else if (replacement === null) delete place.owner[place.key]
      else place.owner[place.key] = isChoice ? { anyOf: [replacement, place.owner[place.key]] } : replacement
    }
    return [one, other] as [unknown, unknown]
  })

type Owner = Record<string, unknown>

function placesIn(value: unknown): { owner: Owner; key: string }[] {
  if (typeof value !== 'object' || value === null) return []
  const owner = value as Owner
  return Object.keys(owner)
    .filter((key) => key !== '__proto__' && key !== '$defs')
    .flatMap((key) => [{ owner, key }, ...placesIn(owner[key])])
}

/** Two schemas; mostly one that differs from the other in a few places. */
export const pair = fc.oneof(
  fc.tuple(rooted, rooted),
  related,
  related.map(([one, other]) => [other, one] as [unknown, unknown]),
)

/** A value of any kind. */
export const instance = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    {
      weight: 5,
      arbitrary: fc.oneof(
        scalar,
        fc.integer({ min: -5, max: 9 }),
        fc.constantFrom('2024-01-01T00:00:00Z', 'http://a.b/c', 1.5, 2 ** 31),
      ),
    },
    {
      weight: 3,
      arbitrary: fc.dictionary(fc.oneof(name, fc.constantFrom('other', 'd')), tie('value'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
    },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 3 }) },
  ),
})).value

const ajv = newAjv()

/** Whether ajv accepts a value; undefined for schemas that it cannot use. */
export function validator(of: unknown): ((value: unknown) => boolean) | undefined {
  try {
    const prepared = forAjv(of) as object
    const validate = ajv.compile(prepared)
    ajv.removeSchema(prepared)
    return (value) => validate(value) as boolean
  } catch {
    return undefined
  }
}

/** Undefined for what goes in circles without an end. */
export function holds(check: (value: unknown) => boolean, value: unknown): boolean | undefined {
  try {
    return check(value)
  } catch {
    return undefined
  }
}
