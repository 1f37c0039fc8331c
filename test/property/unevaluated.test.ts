import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { validateInstance } from '#core/schema'

type Json = Readonly<Record<string, unknown>>
interface Seen {
  readonly valid: boolean
  /** Names and indexes that some keyword has looked at. */
  readonly at: ReadonlySet<string | number>
}

/** What the specification says, keyword by keyword, without regard to speed. */
function evaluate(schema: unknown, value: unknown, root: Json): Seen {
  if (typeof schema === 'boolean') return { valid: schema, at: new Set() }
  const rules = schema as Record<string, unknown>
  const at = new Set<string | number>()
  let valid = true
  const inside = (subschema: unknown, key: string | number) => {
    at.add(key)
    valid &&= evaluate(subschema, (value as Json)[key], root).valid
  }
  const inPlace = (subschema: unknown): boolean => {
    const seen = evaluate(subschema, value, root)
    if (seen.valid) for (const key of seen.at) at.add(key)
    return seen.valid
  }
  const has = (keyword: string) => rules[keyword] !== undefined
  const target = (root['$defs'] as Json | undefined)?.[String(rules['$ref']).slice('#/$defs/'.length)]
  if (has('$ref')) valid = inPlace(target) && valid
  if (has('const')) valid &&= rules['const'] === value
  if (has('allOf')) for (const each of rules['allOf'] as unknown[]) valid = inPlace(each) && valid
  if (has('anyOf')) valid = (rules['anyOf'] as unknown[]).map(inPlace).some(Boolean) && valid
  if (has('oneOf')) valid = (rules['oneOf'] as unknown[]).map(inPlace).filter(Boolean).length === 1 && valid
  if (has('not')) valid &&= !evaluate(rules['not'], value, root).valid
  if (has('if')) {
    const branch = inPlace(rules['if']) ? 'then' : 'else'
    if (has(branch)) valid = inPlace(rules[branch]) && valid
  }
  if (Array.isArray(value)) {
    const prefix = (rules['prefixItems'] ?? []) as unknown[]
    for (const [index, each] of prefix.entries()) if (index < value.length) inside(each, index)
    if (has('items')) for (let index = prefix.length; index < value.length; index += 1) inside(rules['items'], index)
    if (has('contains')) {
      const fitting = [...value.keys()].filter((index) => evaluate(rules['contains'], value[index], root).valid)
      for (const index of fitting) at.add(index)
      valid &&= fitting.length >= ((rules['minContains'] as number | undefined) ?? 1)
    }
    if (has('unevaluatedItems'))
      for (const index of value.keys()) if (!at.has(index)) inside(rules['unevaluatedItems'], index)
  } else if (typeof value === 'object' && value !== null) {
    const known = (rules['properties'] ?? {}) as Json
    for (const [name, each] of Object.entries((rules['dependentSchemas'] ?? {}) as Json))
      if (Object.hasOwn(value, name)) valid = inPlace(each) && valid
    for (const name of (rules['required'] ?? []) as string[]) valid &&= Object.hasOwn(value, name)
    for (const name of Object.keys(value)) {
      if (Object.hasOwn(known, name)) inside(known[name], name)
      else if (has('additionalProperties')) inside(rules['additionalProperties'], name)
    }
    if (has('unevaluatedProperties'))
      for (const name of Object.keys(value)) if (!at.has(name)) inside(rules['unevaluatedProperties'], name)
  }
  return { valid, at: valid ? at : new Set() }
}

const name = fc.constantFrom('a', 'b', 'c')
const scalar = fc.constantFrom<unknown>(true, false, { const: 1 }, { const: 2 })
// Few forms, so that what one has looked at matters to another.
const leaf = fc.oneof(
  scalar,
  fc.constantFrom<unknown>({ $ref: '#/$defs/one' }, { $ref: '#/$defs/two' }),
  fc.record({ properties: fc.dictionary(name, scalar, { minKeys: 1, maxKeys: 2, noNullPrototype: true }) }),
  fc.record({ prefixItems: fc.array(scalar, { minLength: 1, maxLength: 2 }) }),
  fc.record({ items: scalar }),
  fc.record({ contains: scalar, minContains: fc.constantFrom(0, 1) }),
  fc.record({ additionalProperties: scalar }),
  fc.record({ required: fc.array(name, { minLength: 1, maxLength: 1 }) }),
)
const { schema } = fc.letrec<{ schema: unknown }>((tie) => {
  const inner = fc.oneof({ maxDepth: 2, depthSize: 'small' }, leaf, tie('schema'))
  const some = fc.array(inner, { minLength: 1, maxLength: 2 })
  const keywords = {
    ...{ allOf: some, anyOf: some, oneOf: some, not: inner, if: inner },
    // biome-ignore lint/suspicious/noThenProperty: it is a keyword
    ...{ then: inner, else: inner },
    dependentSchemas: fc.dictionary(name, inner, { minKeys: 1, maxKeys: 1, noNullPrototype: true }),
    ...{ unevaluatedProperties: scalar, unevaluatedItems: scalar },
  }
  const chosen = fc.subarray(Object.keys(keywords) as (keyof typeof keywords)[], { minLength: 1, maxLength: 3 })
  return {
    schema: fc
      .tuple(leaf, chosen)
      .chain(([own, names]) =>
        fc
          .record(Object.fromEntries(names.map((each) => [each, keywords[each] as fc.Arbitrary<unknown>])))
          .map((more) => (typeof own === 'boolean' ? more : { ...(own as object), ...more })),
      ),
  }
})
const one = fc.constantFrom<unknown>(1, 2)
const value = fc.oneof(fc.array(one, { maxLength: 3 }), fc.dictionary(name, one, { maxKeys: 3, noNullPrototype: true }))
// The second may refer to the first; a schema that leads to itself in the same place means nothing.
const first = schema.map(
  (each) => JSON.parse(JSON.stringify(each).replaceAll(/#\/\$defs\/\w+/g, '#/$defs/leaf')) as unknown,
)
const second = schema.map(
  (each) => JSON.parse(JSON.stringify(each).replaceAll('#/$defs/two', '#/$defs/one')) as unknown,
)
const root = fc.record({ one: first, two: second, body: schema }).map(({ one, two, body }) => ({
  allOf: [body],
  $defs: { one, two, leaf: { properties: { a: true }, prefixItems: [true] } },
}))

describe('what keywords have not looked at', () => {
  it('is found as the specification says', async () => {
    await fc.assert(
      fc.asyncProperty(root, fc.array(value, { minLength: 15, maxLength: 15 }), async (whole, values) => {
        for (const each of values) {
          const isAccepted = (await validateInstance(whole, each)).length === 0
          expect([each, isAccepted]).toEqual([each, evaluate(whole, each, whole).valid])
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
