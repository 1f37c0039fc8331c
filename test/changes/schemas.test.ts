import { readFileSync } from 'node:fs'
import path from 'node:path'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { compareSchemas } from './compare.ts'

interface Row {
  readonly what: string
  readonly previous: unknown
  readonly present: unknown
  readonly request: readonly string[]
  readonly response: readonly string[]
}

const matrix = load(readFileSync(path.join(import.meta.dirname, 'schema-matrix.yaml'), 'utf8')) as Row[]

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more })
const text = { type: 'string' }
const number = { type: 'integer' }

const told = (changes: Awaited<ReturnType<typeof compareSchemas>>) =>
  changes.map(({ level, definition }) => `${level} ${definition.code.replace('changes/', '')}`)

describe('a change of a schema', () => {
  it.each(matrix)('$what', async ({ previous, present, request, response }) => {
    const forRequest = await compareSchemas(previous, present, 'request')
    const forResponse = await compareSchemas(previous, present, 'response')
    expect([told(forRequest), told(forResponse)]).toEqual([request, response])
    for (const { level, witness } of [...forRequest, ...forResponse])
      if (level === 'breaking') expect(witness).toBeDefined()
  })

  it.each([
    [
      'its parts are put together',
      { allOf: [{ type: 'object', required: ['a'] }, { properties: { a: text } }] },
      object({ a: text }, { required: ['a'] }),
    ],
    ['a type is a list of one', text, { type: ['string'] }],
    [
      'required fields are in another order',
      object({}, { required: ['a', 'b'] }),
      object({}, { required: ['b', 'a'] }),
    ],
    ['it is written in place of a reference', { $ref: '#/$defs/x', $defs: { x: text } }, text],
    ['people read something else', { ...text, description: 'a', 'x-b': 1 }, { ...text, title: 'c', example: 'd' }],
    ['nullable is a type', { ...text, nullable: true }, { type: ['string', 'null'] }],
    ['a limit is said in another way', { ...number, minimum: 1 }, { ...number, exclusiveMinimum: 0 }],
    ['alternatives are in another order', { anyOf: [text, number] }, { anyOf: [number, text] }],
  ])('is none if %s', async (_what, previous, present) => {
    expect(await compareSchemas(previous, present, 'request')).toEqual([])
    expect(await compareSchemas(previous, present, 'response')).toEqual([])
  })

  it('has a path, the places of both versions, and a value that shows it', async () => {
    const order = (name: object) => object({ lines: { type: 'array', items: object({ name }) } })
    const [change, ...others] = await compareSchemas(
      order({ ...text, maxLength: 3 }),
      order({ ...text, maxLength: 2 }),
      'request',
    )
    expect(others).toEqual([])
    expect(change).toMatchObject({
      path: 'lines[].name',
      message: '`maxLength` was 3, and is 2.',
      witness: { value: 'aaa' },
      previous: { file: 'schema.json', pointer: '/properties/lines/items/properties/name/maxLength' },
      present: { file: 'schema.json', pointer: '/properties/lines/items/properties/name/maxLength' },
    })
  })

  it('of a schema that is referred to from two fields, and from itself, is one change', async () => {
    const tree = (name: object) => ({
      ...object({ left: { $ref: '#/$defs/node' }, right: { $ref: '#/$defs/node' } }),
      $defs: { node: object({ name, children: { type: 'array', items: { $ref: '#/$defs/node' } } }) },
    })
    const changes = await compareSchemas(tree(text), tree(number), 'request')
    expect(changes.map(({ path, present }) => [path, present.pointer])).toEqual([
      ['left.name', '/$defs/node/properties/name/type'],
    ])
  })

  it('is seen through what an alternative refers to, and not where another alternative takes the value', async () => {
    const referred = (x: object) => ({ anyOf: [{ $ref: '#/$defs/x' }, number], $defs: { x } })
    expect(told(await compareSchemas(referred({ const: 'a' }), referred({ const: 'b' }), 'request')).join()).toContain(
      'breaking',
    )
    const inline = (...values: string[][]) => ({ anyOf: values.map((each) => ({ enum: each })) })
    const moved = await compareSchemas(inline(['a', 'b'], ['c']), inline(['a'], ['b', 'c']), 'request')
    expect(told(moved).join()).not.toMatch(/breaking|risky/)
  })

  it('that cannot be decided is risky, and says why', async () => {
    const present = { type: 'object', patternProperties: { '^x': number } }
    const [change] = await compareSchemas({ type: 'object' }, present, 'request')
    expect(change).toMatchObject({ level: 'risky', definition: { code: 'changes/request-undecided' } })
    expect(change?.reason).toMatch(/\w/)
  })
})
