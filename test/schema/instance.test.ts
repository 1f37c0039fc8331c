import { describe, expect, it } from 'vitest'
import { OssaError } from '#core/diagnostics'
import { validateInstance, validateShape } from '#core/schema'

const pointers = async (schema: unknown, value: unknown) =>
  (await validateInstance(schema, value)).map(({ pointer }) => pointer)

describe('a value', () => {
  it.each<[string, unknown, unknown, string[]]>([
    [
      'every fault, not the first alone',
      { properties: { a: { type: 'string' }, b: { minimum: 3 } } },
      { a: 1, b: 2 },
      ['/a', '/b'],
    ],
    ['places with odd keys', { additionalProperties: { type: 'string' } }, { 'a/b~c': 1 }, ['/a~1b~0c']],
    ['true and false', false, 1, ['']],
    ['nothing for true', true, 1, []],
    ['references inside', { $defs: { a: { type: 'integer' } }, items: { $ref: '#/$defs/a' } }, [1, 'x'], ['/1']],
    [
      'recursion',
      { properties: { next: { $ref: '#' }, n: { type: 'integer' } } },
      { next: { next: { n: 'x' } } },
      ['/next/next/n'],
    ],
    ['tuples', { prefixItems: [{ type: 'string' }], items: false }, ['a', 1], ['']],
    [
      'unevaluated properties',
      { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
      { a: 1, b: 2 },
      [''],
    ],
    [
      'branches that are never reached',
      {
        allOf: [
          {
            required: ['c'],
            if: { oneOf: [{ contains: { const: 2 }, unevaluatedProperties: true }], not: true },
            // biome-ignore lint/suspicious/noThenProperty: it is a keyword
            then: { contains: true, minContains: 0 },
          },
        ],
      },
      {},
      [''],
    ],
    ['own properties only', { required: ['toString', 'constructor'] }, {}, ['', '']],
    ['unknown keywords as if they were not there', { 'x-a': 1, example: 2 }, 1, []],
    [
      'patterns',
      { items: { pattern: '^\\p{L}\\u0041[\\w-]+$' }, contains: { pattern: 'x$' } },
      ['äAb-', 'b', 'äAx'],
      ['/1'],
    ],
    [
      'patterns in names',
      { patternProperties: { '^x-': true }, additionalProperties: false },
      { 'x-a': 1, y: 2 },
      [''],
    ],
    ['unknown formats as if they were not there', { format: 'phone' }, 'x', []],
  ])('is held to its schema: %s', async (...[, schema, value, expected]) => {
    expect(await pointers(schema, value)).toEqual(expected)
  })

  it.each([
    ['date-time', '2020-01-01T00:00:00Z', '2020-13-01T00:00:00Z'],
    ['date', '2024-02-29', '2023-02-29'],
    ['email', 'a@b.example', 'a'],
    ['uuid', '123e4567-e89b-12d3-a456-426614174000', 'x'],
    ['uri', 'https://example.org/a', 'a b'],
    ['ipv4', '127.0.0.1', '256.0.0.1'],
  ])('is held to its format: %s', async (format, right, wrong) => {
    expect([await pointers({ format }, right), await pointers({ format }, wrong)]).toEqual([[], ['']])
  })

  it.each<[string, unknown]>([
    ['a type that is none', { type: 'strin' }],
    ['a reference that leads nowhere', { $ref: '#/$defs/none' }],
    ['a reference elsewhere', { $ref: 'https://example.org/x.json' }],
    ['a pattern that is none', { pattern: '[' }],
    ['a pattern that looks ahead', { pattern: '(?=a)b' }],
    ['no schema', 7],
    ['null', null],
  ])('cannot be held to a schema with %s', async (_, schema) => {
    const error = await validateInstance(schema, {}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(OssaError)
    expect(error).toMatchObject({ code: 'schema/unusable' })
  })
})

describe('a hostile pattern', () => {
  it.each(['^(a+)+$', '^(a|a)*$', '(.*a){20}$'])('takes no more time than others: %s', async (pattern) => {
    expect(await pointers({ pattern }, `${'a'.repeat(40)}!`)).toEqual([''])
    expect(await pointers({ patternProperties: { [pattern]: false } }, { [`${'a'.repeat(40)}!`]: 1 })).toEqual([])
  })
})

describe('a hostile schema', () => {
  const levels = 40
  const next = (level: number) => ({ $ref: `#/$defs/S${level + 1}` })
  const chain = (shape: (next: object) => object) => ({
    ...next(-1),
    $defs: {
      ...Object.fromEntries(Array.from({ length: levels }, (_, level) => [`S${level}`, shape(next(level))])),
      [`S${levels}`]: { type: 'object' },
    },
  })
  const deep = (count: number): object => (count === 0 ? {} : { a: deep(count - 1) })

  it.each<[string, (next: object) => object, unknown]>([
    ['all of them', (each) => ({ allOf: [each, each] }), 1],
    ['one of them', (each) => ({ oneOf: [each, each] }), {}],
    ['none of them', (each) => ({ not: { anyOf: [each, each] } }), 1],
    ['conditions', (each) => ({ if: each, else: each }), 1],
    [
      'choices, as deep as the value',
      (each) => ({ anyOf: [{ properties: { a: each } }, { required: ['b'], additionalProperties: each }] }),
      deep(levels),
    ],
    ['lists', (each) => ({ items: each, contains: each }), JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`)],
    ['a circle', () => ({ allOf: [{ $ref: '#/$defs/S0' }] }), 1],
  ])('that would be looked at 2^40 times is refused: %s', async (_what, shape, value) => {
    await expect(validateInstance(chain(shape), value)).rejects.toMatchObject({ code: 'schema/too-costly' })
  })

  it('that refers to much, but not again and again, is fine', async () => {
    expect(
      await pointers(
        chain((each) => ({ allOf: [each] })),
        1,
      ),
    ).not.toEqual([])
    expect(
      await pointers(
        chain((each) => ({ properties: { a: each, b: each } })),
        deep(levels),
      ),
    ).toEqual([])
  })
})

describe('our own formats', () => {
  const agent = { apiVersion: 'ossa/v1', kind: 'Agent', metadata: { name: 'a', version: '1.0.0' } }

  it.each<[unknown, string[]]>([
    [{ type: 'worker' }, []],
    [{ type: 'worker', 'x-own': { any: 1 } }, []],
    [{ type: 'workr' }, ['value /spec/type']],
    [{}, ['required /spec']],
    [{ type: 'worker', tpye: 1 }, ['unknown /spec/tpye']],
    [null, ['value /spec']],
    [[], ['value /spec']],
  ])('are checked field by field: spec %j', (spec, expected) => {
    expect(validateShape('Agent', { ...agent, spec }).map(({ kind, pointer }) => `${kind} ${pointer}`)).toEqual(
      expected,
    )
  })

  it('say what to do', () => {
    const [problem] = validateShape('Agent', { ...agent, spec: { type: 'workr' } })
    expect(problem?.hint).toMatch(/^Did you mean "worker"\? Known: orchestrator, worker, /)
    expect(validateShape('Agent', 3)).toMatchObject([
      { message: 'The document must be a mapping, but it is the number 3.' },
    ])
  })
})
