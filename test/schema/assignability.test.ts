import { describe, expect, it } from 'vitest'
import { checkAssignability } from '#core/schema'

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })
const text = { type: 'string' }
const integer = { type: 'integer' }
const number = { type: 'number' }

const compatible: [produced: unknown, accepted: unknown][] = [
  [text, true],
  [false, text],
  [integer, number],
  [integer, { type: 'integer', multipleOf: 1 }],
  [text, { type: ['string', 'null'] }],
  [text, { type: 'string', format: 'no-such-format' }],
  [{ type: 'string', format: 'uri' }, { format: 'uri-reference' }],
  [{ type: 'integer', format: 'int32' }, { format: 'int64' }],
  [{ enum: ['a', 1] }, { enum: [1, 'a', null] }],
  [{ const: { a: 1 } }, object({ a: integer }, { required: ['a'], additionalProperties: false })],
  [{ type: 'boolean' }, { enum: [false, true] }],
  [{ type: 'integer', exclusiveMinimum: 0 }, { minimum: 1 }],
  [
    { type: 'number', minimum: 1, maximum: 2 },
    { exclusiveMinimum: 0, maximum: 2 },
  ],
  [{ type: 'integer', multipleOf: 6 }, { multipleOf: 3 }],
  [
    { type: 'string', minLength: 2, maxLength: 3 },
    { minLength: 1, maxLength: 4 },
  ],
  [
    { type: 'string', pattern: '^[A-Z]{3}$' },
    { minLength: 3, maxLength: 3 },
  ],
  [{ type: 'string', pattern: '^abc' }, { pattern: '^ab' }],
  [object({ a: integer }, { required: ['a'] }), object({ a: number }, { required: ['a'] })],
  [object({ a: text }, { additionalProperties: false }), object({ a: text, b: integer })],
  [object({ a: text }, { additionalProperties: false }), { additionalProperties: { type: ['string'] } }],
  [{ type: 'object', patternProperties: { '^x': integer } }, { patternProperties: { '^x': number } }],
  [object({ ab: text }, { additionalProperties: false }), { propertyNames: { maxLength: 2 } }],
  [object({ a: text }, { additionalProperties: false }), { maxProperties: 1 }],
  [object({}, { required: ['a', 'b'] }), { minProperties: 2, dependentRequired: { a: ['b'] } }],
  [
    { type: 'array', items: integer, minItems: 1 },
    { items: number, minItems: 1 },
  ],
  [
    { type: 'array', prefixItems: [text, integer], items: false },
    { maxItems: 2, items: { type: ['string', 'integer'] } },
  ],
  [{ type: 'array', items: integer, minItems: 1 }, { contains: number }],
  [{ type: 'array', maxItems: 1 }, { uniqueItems: true }],
  [{ type: ['string', 'null'] }, { anyOf: [text, { type: 'null' }] }],
  [{ anyOf: [text, integer] }, { oneOf: [integer, { type: 'boolean' }, text] }],
  [
    object({ kind: { const: 'a' } }, { required: ['kind'] }),
    {
      oneOf: [
        object({ kind: { const: 'a' } }, { required: ['kind'] }),
        object({ kind: { const: 'b' } }, { required: ['kind'] }),
      ],
    },
  ],
  [text, { not: integer }],
  [
    text,
    Object.fromEntries([
      ['if', integer],
      ['then', false],
      ['else', { minLength: 0 }],
    ]),
  ],
  [{ allOf: [object({ a: text }), { required: ['a'] }] }, object({ a: text }, { required: ['a'] })],
  [
    { type: 'array', unevaluatedItems: false, contains: text },
    { type: 'array', unevaluatedItems: false, contains: text },
  ],
  [{ type: 'string', nullable: true }, { type: ['null', 'string'] }],
]

const incompatible: [produced: unknown, accepted: unknown, pointer: string, message: RegExp][] = [
  [object({ amount: text }), object({ amount: number }), '/amount', /string is not number/],
  [object({ total: number }), { required: ['total'] }, '', /"total" may be absent/],
  [object({}), { required: ['total'] }, '', /"total" is not given/],
  [object({ a: text }, { required: ['a'] }), object({}, { additionalProperties: false }), '', /"a" is not accepted/],
  [true, text, '', /not string/],
  [number, integer, '', /number.*not integer/],
  [{ type: ['string', 'null'] }, text, '', /null, which is not string/],
  [{ enum: ['a', 'b'] }, { enum: ['a'] }, '', /"b" is not "a"/],
  [text, { enum: ['a'] }, '', /string is not "a"/],
  [text, { format: 'date' }, '', /format date/],
  [{ format: 'iso-date-time', type: 'string' }, { format: 'date-time' }, '', /format date-time/],
  [integer, { minimum: 1 }, '', /at least 1/],
  [{ type: 'number', minimum: 0 }, { exclusiveMinimum: 0 }, '', /greater than 0/],
  [integer, { multipleOf: 2 }, '', /multiple of 2/],
  [text, { minLength: 1 }, '', /shorter than 1/],
  [text, { maxLength: 5 }, '', /longer than 5/],
  [text, { pattern: '^a' }, '', /match/],
  [{ type: 'array', items: text }, { items: integer }, '/0', /string is not integer/],
  [{ type: 'array' }, { uniqueItems: true }, '', /equal items/],
  [{ type: 'array' }, { minItems: 1 }, '', /less than 1/],
  [{ type: 'array' }, { maxItems: 2 }, '', /more than 2/],
  [{ type: 'object' }, { minProperties: 1 }, '', /less than 1/],
  [{ type: 'object' }, { maxProperties: 1 }, '', /more than 1/],
  [{ type: 'object' }, { propertyNames: { maxLength: 3 } }, '', /name/],
  [{ type: 'object' }, { additionalProperties: integer }, '/other', /not integer/],
  [{ type: 'object' }, { dependentRequired: { a: ['b'] } }, '', /"a" needs/],
  [{ type: 'boolean' }, { anyOf: [text, integer] }, '', /none of the 2/],
  [integer, { oneOf: [integer, number] }, '', /more than one/],
  [text, { not: text }, '', /excludes/],
]

const tree = (value: object) => ({
  $ref: '#/$defs/Tree',
  $defs: {
    Tree: object({ value, children: { type: 'array', items: { $ref: '#/$defs/Tree' } } }, { required: ['value'] }),
  },
})

describe('a schema whose values all fit another', () => {
  it.each(compatible)('%j fits %j', async (produced, accepted) => {
    const answer = await checkAssignability({ produced, accepted })
    expect(answer).toMatchObject({ verdict: 'compatible' })
  })

  it('is recognised through recursion, and says why', async () => {
    const answer = await checkAssignability({ produced: tree(integer), accepted: tree(number) })
    expect(answer).toMatchObject({
      verdict: 'compatible',
      reasons: expect.arrayContaining(['/value: integer fits number']),
    })
  })
})

describe('a schema with values that do not fit another', () => {
  it.each(incompatible)('%j does not fit %j, at %j', async (...example) => {
    const [produced, accepted, pointer, message] = example
    const answer = await checkAssignability({ produced, accepted })
    expect(answer).toMatchObject({ verdict: 'incompatible', pointer, message: expect.stringMatching(message) })
  })

  it('is recognised through recursion', async () => {
    const answer = await checkAssignability({ produced: tree(number), accepted: tree(integer) })
    expect(answer).toMatchObject({ verdict: 'incompatible', pointer: '/value' })
  })
})

describe('a schema that leads back to itself many times over', () => {
  it.each([
    ['in its members', { type: 'object', minProperties: 60, additionalProperties: { $ref: '#' } }],
    ['in its items', { type: 'array', minItems: 60, items: { $ref: '#' } }],
    ['by name', { type: 'object', required: ['a', 'b', 'c', 'd', 'e'], additionalProperties: { $ref: '#' } }],
  ])('is given up in time: %s', async (_, produced) => {
    // What is not given up does not come back before the time limit of the test.
    const answer = await checkAssignability({ produced, accepted: { required: ['x'], minItems: 61 } })
    expect(answer.verdict).toBe('unknown')
  })
})

describe('what a producer does not mention', () => {
  const produced = object({ a: text }, { required: ['a'] })
  const accepted = object({ a: text, b: integer })

  it('may be anything, as JSON Schema says it', async () => {
    expect(await checkAssignability({ produced, accepted })).toMatchObject({ verdict: 'incompatible', pointer: '/b' })
  })

  it.each([
    [produced, accepted],
    [{}, text],
    [{ type: 'object' }, accepted],
    [{ type: 'array' }, { items: text }],
    [object({ a: {} }), object({ a: text })],
  ])('is trusted if one asks for that: %j fits %j', async (given, expected) => {
    const answer = await checkAssignability({ produced: given, accepted: expected, mode: 'declared' })
    expect(answer.verdict).toBe('compatible')
  })
})

describe('what cannot be decided', () => {
  it.each([
    [{ type: 'string', pattern: '^(a|b)+$' }, { pattern: '^[ab]*$' }, /match/],
    [
      object({ a: text }, { additionalProperties: false }),
      { allOf: [object({ a: {} })], unevaluatedProperties: false },
      /unevaluatedProperties/,
    ],
    [text, { $ref: 'elsewhere.json' }, /not followed/],
    [text, { type: 'no-such-type' }, /./],
  ])('%j and %j is unknown', async (produced, accepted, reason) => {
    const answer = await checkAssignability({ produced, accepted })
    if (answer.verdict === 'unknown') expect(answer.reason).toMatch(reason)
    expect(answer.verdict).not.toBe('incompatible')
  })
})

describe('a hostile schema', () => {
  const nested = (depth: number, inner: object): object => {
    let schema = inner
    for (let level = 0; level < depth; level += 1) schema = object({ a: schema }, { required: ['a'] })
    return schema
  }
  const wide = (kind: string) =>
    Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`${kind}${index}`, { anyOf: [text, integer] }]))
  const bomb = {
    $ref: '#/$defs/x0',
    $defs: Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `x${index}`,
        {
          anyOf: [
            object({ a: { $ref: `#/$defs/x${(index + 1) % 40}` } }),
            object({ b: { $ref: `#/$defs/x${(index * 7) % 40}` } }),
          ],
        },
      ]),
    ),
  }
  const choices = {
    allOf: Array.from({ length: 20 }, (_, index) => ({ anyOf: [{ minLength: index }, { maxLength: index }, text] })),
  }
  const doubled = (shape: (next: object) => object, last: object) => ({
    $ref: '#/$defs/x0',
    $defs: {
      ...Object.fromEntries(
        Array.from({ length: 40 }, (_, index) => [`x${index}`, shape({ $ref: `#/$defs/x${index + 1}` })]),
      ),
      x40: last,
    },
  })
  const multiplying: [string, (next: object) => object][] = [
    ['conditions', (next) => Object.fromEntries(['if', 'then', 'else'].map((keyword) => [keyword, next]))],
    ['what is refused', (next) => ({ not: { anyOf: [next, next] } })],
    ['choices', (next) => ({ oneOf: [next, next] })],
    ['lists', (next) => ({ type: 'array', prefixItems: [next, next], items: next })],
  ]
  const circle = { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/a' }, { $ref: '#/$defs/a' }] } } }

  it.each<readonly [string, unknown, unknown]>([
    ['deep', nested(3_000, text), nested(3_000, integer)],
    ['wide', object(wide('p')), object(wide('q'), { additionalProperties: false })],
    ['a bomb of references', bomb, { ...bomb, additionalProperties: text }],
    ['many choices', choices, { ...choices, minLength: 1 }],
    ['a circle', circle, { ...circle, type: 'string' }],
    ...multiplying.map(
      ([name, shape]) =>
        [`${name} that multiply`, doubled(shape, object({ v: integer })), doubled(shape, object({ v: text }))] as const,
    ),
    ['a pattern that backtracks', { type: 'string', minLength: 40 }, { pattern: '^(a+)+$' }],
    [
      'names of the language',
      object(JSON.parse('{"__proto__": {"type": "string"}, "constructor": {}}')),
      object({ constructor: text }),
    ],
  ])('ends within its budget: %s', async (_name, produced, accepted) => {
    const started = performance.now()
    const answer = await checkAssignability({ produced, accepted })
    expect(['compatible', 'incompatible', 'unknown']).toContain(answer.verdict)
    expect(performance.now() - started).toBeLessThan(4_000)
  })
})

describe('a pattern with needless escapes', () => {
  it('does not stop the search for a witness', async () => {
    const produced = { type: 'string', pattern: '^[a-z\\-\\:]{2}$' }
    expect(await checkAssignability({ produced, accepted: { type: 'string', minLength: 3 } })).toMatchObject({
      verdict: 'incompatible',
    })
  })
})
