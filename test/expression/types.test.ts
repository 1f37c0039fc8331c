import { describe, expect, it } from 'vitest'
import { describeType, inferType, schemaOfType, toCel, typeOfSchema } from '#core/expression'
import { SchemaEmbedder } from '#core/schema'

const text = { type: 'string' }
const input = {
  type: 'object',
  required: ['name', 'count', 'price', 'tags', 'items', 'owner', 'state', 'maybe', 'either', 'anything'],
  additionalProperties: false,
  properties: {
    name: text,
    count: { type: 'integer' },
    price: { type: 'number' },
    flag: { type: 'boolean' },
    tags: { type: 'array', items: text },
    items: { type: 'array', items: { $ref: '#/$defs/item' } },
    owner: { type: ['object', 'null'], required: ['name'], properties: { name: text } },
    state: { enum: ['open', 'paid'] },
    maybe: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
    either: { type: ['string', 'integer'] },
    map: { type: 'object', additionalProperties: { type: 'integer' } },
    anything: {},
  },
  $defs: {
    item: {
      type: 'object',
      required: ['sku', 'note'],
      additionalProperties: false,
      properties: { sku: text, qty: { type: 'integer' }, note: { type: ['string', 'null'] } },
    },
  },
}
const scope = { variables: new Map([['input', typeOfSchema(input)]]) }
const infer = (source: string) => inferType(source, scope)

function schemaOf(source: string): unknown {
  return schemaOfType(infer(source).type, new SchemaEmbedder())
}

describe('the type of an expression', () => {
  it.each<[string, unknown]>([
    ['input.count + 1', { type: 'integer' }],
    ['input.count / 2', { type: 'integer' }],
    ['input.count * input.price', { type: 'number' }],
    ['size(input.tags)', { type: 'integer', minimum: 0 }],
    ['input.name + "!"', text],
    ['string(input.count)', text],
    ['input.tags[0]', text],
    ['input.tags + ["a"]', { type: 'array', items: { anyOf: [text, { const: 'a' }] } }],
    ['input.name.split(",")', { type: 'array', items: text }],
    ['input.items.map(x, x.sku)', { type: 'array', items: text }],
    ['input.items.filter(x, x.note != null).map(x, x.note)', { type: 'array', items: text }],
    ['input.items.exists(x, x.sku == "a")', { type: 'boolean' }],
    ['input.price > 5 && input.name in input.tags', { type: 'boolean' }],
    ['input.price > 5 ? "a" : "b"', { enum: ['a', 'b'] }],
    ['input.price > 5 ? input.count : 0', { anyOf: [{ type: 'integer' }, { const: 0 }] }],
    ['input.?flag.orValue(false)', { anyOf: [{ type: 'boolean' }, { const: false }] }],
    ['input.state == "open" ? "" : input.state', { anyOf: [{ const: 'paid' }, { const: '' }] }],
    [
      'input.maybe == null ? 0 : input.maybe',
      { anyOf: [{ allOf: [input.properties.maybe, { type: 'integer' }] }, { const: 0 }] },
    ],
    ['cel.bind(o, input.owner, o == null ? "" : o.name)', { anyOf: [text, { const: '' }] }],
    ['timestamp(input.name)', { type: 'string', format: 'date-time' }],
    ['input.anything', true],
    ['input.anything + 1', { anyOf: [{ type: 'integer' }, { type: 'number' }] }],
    ['-3', { const: -3 }],
    [
      '{"a": input.count, "b": [input.name, null]}',
      {
        type: 'object',
        properties: {
          a: { type: 'integer' },
          b: { type: 'array', prefixItems: [text, { const: null }], items: false, minItems: 2 },
        },
        required: ['a', 'b'],
        additionalProperties: false,
      },
    ],
  ])('follows from what it reads: %s', (source, schema) => {
    const { problems } = infer(source)
    expect([schemaOf(source), problems]).toEqual([schema, []])
  })
})

describe('an expression that cannot be evaluated', () => {
  it.each<[source: string, kind: string, at: string, message: string, hint?: string]>([
    [
      'input.name + 1',
      'operands',
      'input.name + 1',
      '`+` does not take string (`input.name`) and integer (`1`).',
      'Make it text first: `string(1)`.',
    ],
    [
      '2 * (input.name + 1)',
      'operands',
      'input.name + 1',
      '`+` does not take string (`input.name`) and integer (`1`).',
    ],
    [
      'input.count > "x"',
      'operands',
      'input.count > "x"',
      '`>` does not take integer (`input.count`) and string (`"x"`).',
    ],
    [
      'input.price % 2',
      'operands',
      'input.price',
      '`input.price` is number, and `%` takes integer.',
      'Make it an integer first: `int(input.price)`.',
    ],
    [
      'input.count.startsWith("a")',
      'operands',
      'input.count',
      '`input.count` is integer, and `startsWith` is called on string.',
    ],
    [
      '"a".startsWith(input.count)',
      'operands',
      'input.count',
      '`input.count` is integer, and `startsWith` takes string.',
    ],
    [
      'input.items.join()',
      'operands',
      'input.items',
      '`input.items` is array of object, and `join` is called on array of string.',
    ],
    [
      'size(input.count)',
      'operands',
      'input.count',
      '`input.count` is integer, and `size` takes string, bytes, array or object.',
    ],
    ['input.name && true', 'operands', 'input.name', '`input.name` is string, and `&&` takes boolean.'],
    ['!input.count', 'operands', 'input.count', '`input.count` is integer, and `!` takes boolean.'],
    ['input.name ? 1 : 2', 'operands', 'input.name', '`input.name` is string, and `? :` takes boolean.'],
    [
      'input.tags + "a"',
      'operands',
      'input.tags + "a"',
      '`+` does not take array of string (`input.tags`) and string (`"a"`).',
      'One item is added as a list: `["a"]`.',
    ],
    ['"a" in input.name', 'operands', 'input.name', '`input.name` is string, and `in` takes array or object.'],
    ['input.items.all(x, x.sku)', 'operands', 'x.sku', '`all` asks for true or false, and `x.sku` is string.'],
    [
      'input.name.map(x, x)',
      'operands',
      'input.name',
      '`input.name` is string, and `map` goes through an array or object.',
    ],
    [
      'input.tags[input.name]',
      'operands',
      'input.name',
      'An array is indexed by integers, and `input.name` is string.',
    ],
    [
      'input.count.orValue(1)',
      'operands',
      'input.count',
      '`input.count` is integer, and `orValue` is called on an optional value.',
    ],
    ['input.nmae', 'closed', 'input.nmae', '`input` has no field "nmae".', 'Did you mean "name"?'],
    ['input.items.map(x, x.skuu)', 'closed', 'x.skuu', '`x` has no field "skuu".', 'Did you mean "sku"?'],
    [
      'input.name.size',
      'scalar',
      'input.name.size',
      '`input.name` is string, which has no field "size".',
      'Did you mean `input.name.size()`?',
    ],
    ['input.name[0]', 'scalar', 'input.name[0]', '`input.name` is string, which has no items.'],
    [
      'input.flag',
      'absent',
      'input.flag',
      '`input.flag` may be absent: the schema does not require it.',
      'Ask first, as in `has(input.flag) ? input.flag : null`, or make the field required.',
    ],
    [
      'input.items[0].qty',
      'absent',
      'input.items[0].qty',
      '`input.items[0].qty` may be absent: the schema does not require it.',
      'Ask first, as in `input.items[0].?qty.orValue(null)`, or make the field required.',
    ],
    ['input.owner.name', 'null', 'input.owner', '`input.owner` may be null, which has no fields.'],
    [
      'input.maybe + 1',
      'sometimes-operands',
      'input.maybe',
      '`input.maybe` may be null, which `+` does not take.',
      'Ask first, as in `input.maybe != null ? … : …`.',
    ],
    [
      'input.either + "a"',
      'sometimes-operands',
      'input.either + "a"',
      '`+` may be given integer (`input.either`) and string (`"a"`), which do not go together.',
    ],
    [
      'input.state == "payed"',
      'never',
      'input.state == "payed"',
      '`input.state` is never "payed": that is none of its values.',
      'Did you mean "paid"?',
    ],
    [
      'input.state in ["open", "payed"]',
      'never',
      '"payed"',
      '`input.state` is never "payed": that is none of its values.',
      'Did you mean "paid"?',
    ],
    ['input.name == 5', 'never', 'input.name == 5', '`input.name` is string and `5` is integer: they are never equal.'],
  ])('is told, where and why: %s', (...example) => {
    const [source, kind, at, message, hint] = example
    const [found, ...others] = infer(source).problems
    expect(others).toEqual([])
    expect(found).toMatchObject({ kind, message, ...(hint === undefined ? {} : { hint }) })
    expect(source.slice(found?.start, found?.end)).toBe(at)
  })

  it('says what its operands are', () => {
    const [found] = infer('input.name + 1').problems
    expect(found?.declared).toEqual([
      { schema: input.properties.name, message: 'What `input.name` is, is declared here: string.' },
    ])
  })
})

describe('what has been asked', () => {
  it.each([
    'has(input.flag) && input.flag',
    'has(input.flag) ? input.flag : false',
    '!has(input.flag) || input.flag',
    'input.maybe != null && input.maybe > 1',
    'input.maybe == null || input.maybe > 1',
    'type(input.maybe) == int ? input.maybe % 2 : 0',
    'type(input.either) == string ? input.either.size() : 0',
    'input.owner != null && input.owner.name != "" ? input.owner.name : ""',
    'input.items.all(x, x.note != null) || input.items.exists(x, has(x.qty) && x.qty > 1)',
    '!(input.maybe == null) ? input.maybe + 1 : 0',
    'input.either in ["a", "b"] ? input.either.size() : 0',
    'cel.bind(m, input.maybe, m != null ? m + 1 : 0)',
    '"flag" in input ? input.flag : false',
    '"flag" in input && input["flag"]',
    '"a" in input.items.map(i, i.sku) || "a" in input.items ? input.items[0].sku : ""',
    'input.name == null',
    'input.anything.anywhere + 1 > 2',
  ])('is known: %s', (source) => {
    expect(infer(source).problems).toEqual([])
  })

  it.each([
    'has(input.flag) || input.flag',
    'has(input.flag) ? false : input.flag',
    'input.maybe != null || input.maybe > 1',
    'input.items.map(input, input.qty)',
    'input.maybe == 1 ? 0 : input.maybe + 1',
    '"flag" in input ? false : input.flag',
    '"name" in input ? input.flag : false',
  ])('is known only where it holds: %s', (source) => {
    expect(infer(source).problems).toHaveLength(1)
  })
})

describe('integers', () => {
  it.each([
    [{ type: 'integer' }, 'integer'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'null or integer'],
    [{ allOf: [{ type: 'number' }, { type: 'integer' }] }, 'integer'],
    [{ enum: [1, 2, 'a'] }, 'integer or string'],
    [{ $ref: '#/$defs/n', $defs: { n: { type: 'integer' } } }, 'integer'],
    [{ type: 'number' }, 'number'],
    [{ anyOf: [{ type: 'integer' }, { type: 'number' }] }, 'number'],
    [{ enum: [1, 2.5] }, 'number'],
  ])('are the same for the checker and for evaluation: %j', (schema, description) => {
    const type = describeType(typeOfSchema(schema))
    expect(type).toBe(description)
    expect(typeof toCel(1, schema)).toBe(type.includes('integer') ? 'bigint' : 'number')
  })
})
