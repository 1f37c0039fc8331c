import { describe, expect, it } from 'vitest'
import { validateInstance } from '#core/schema'
import { compileMemory } from '../compile-memory.ts'

const agent = (input: unknown) =>
  JSON.stringify(
    {
      apiVersion: 'ossa/v1',
      kind: 'Agent',
      metadata: { name: 'a', version: '1.0.0', description: 'Takes it.' },
      spec: { type: 'worker', capabilities: [{ name: 'take', description: 'Takes it.', input }] },
    },
    null,
    1,
  )

async function found(input: unknown, files: Record<string, unknown> = {}) {
  const texts = Object.entries(files).map(([file, value]) => [file, JSON.stringify(value, null, 1)])
  const { diagnostics } = await compileMemory({ 'agent.json': agent(input), ...Object.fromEntries(texts) })
  return diagnostics.map(({ code, file, pointer, severity }) => {
    const at = file === 'agent.json' ? pointer.replace('/spec/capabilities/0/input', '') : `${file}#${pointer}`
    return `${severity} ${code.replace('schema/', '')} ${at}`
  })
}

describe('a schema in a manifest', () => {
  it.each<[string, unknown, string[]]>([
    ['a type that there is not', { type: 'objct' }, ['error valid-schema /type']],
    ['one of several types', { type: ['string', 'nul'] }, ['error valid-schema /type/1']],
    ['a value of the wrong form', { required: true }, ['error valid-schema /required']],
    ['what is no schema', { properties: { a: 'string' } }, ['error valid-schema /properties/a']],
    ['a list of items, as older versions have it', { items: [{ type: 'string' }] }, ['error valid-schema /items']],
    ['an item twice', { required: ['a', 'a'] }, ['error valid-schema /required/1']],
    ['a fault deep inside', { allOf: [{ not: { minLength: -1 } }] }, ['error valid-schema /allOf/0/not/minLength']],
    ['every fault', { type: 'x', minimum: 'y' }, ['error valid-schema /type', 'error valid-schema /minimum']],
    ['a misspelt keyword', { requird: ['a'] }, ['warning known-keyword /requird']],
    ['a keyword of another version', { additionalItems: false }, ['warning known-keyword /additionalItems']],
    ['an unknown format', { format: 'datetime' }, ['warning known-format /format']],
    ['a pattern that is none', { pattern: '(' }, ['error usable-pattern /pattern']],
    ['a pattern that looks ahead', { pattern: '^(?!a)' }, ['error usable-pattern /pattern']],
    ['a pattern of names', { patternProperties: { '[': {} } }, ['error usable-pattern /patternProperties/[']],
    ['a pattern in the words of another engine', { pattern: '\\Aa\\z' }, ['error usable-pattern /pattern']],
    ['a reference to nothing', { $ref: '#/nowhere' }, ['error references/ref-resolves /$ref']],
    [
      'a reference to the manifest itself',
      { properties: { a: { $ref: '#' } } },
      ['error references/ref-resolves /properties/a/$ref'],
    ],
    ['a definition that nobody uses', { $defs: { a: { type: 'x' } } }, ['error valid-schema /$defs/a/type']],
    ['a dialect that is not known', { $schema: 'https://example.com/s' }, ['error known-dialect /$schema']],
    ['a reference that depends on the way', { $dynamicRef: '#a' }, ['error supported-keyword /$dynamicRef']],
    [
      'a moved base of references',
      { $defs: { a: { $id: 'https://example.com/a', items: { $ref: '#' } } } },
      ['error supported-keyword /$defs/a/$id', 'error references/ref-resolves /$defs/a/items/$ref'],
    ],
  ])('is checked: %s', async (_, schema, expected) => {
    expect(await found(schema)).toEqual(expected)
  })

  it('cannot refer to what is no schema without a word', async () => {
    expect(await found({ $ref: './plain.json' }, { 'plain.json': { host: 'a', port: 1 } })).toEqual([
      'warning known-keyword /$ref',
    ])
    expect(await found({ $ref: './plain.json' }, { 'plain.json': {} })).toEqual([])
  })

  it('does not take the first document of a file for its own', async () => {
    const one = 'apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: NAME, version: 1.0.0, description: x }\n'
    const spec = 'spec: { type: worker, capabilities: [{ name: a, description: x, input: INPUT }] }\n'
    const first = one.replace('NAME', 'first') + spec.replace('INPUT', '{ type: integer }')
    const input = "{ properties: { a: { $ref: '#/spec/capabilities/0/input' } } }"
    const second = one.replace('NAME', 'second') + spec.replace('INPUT', input)
    const { diagnostics } = await compileMemory({ 'two.yaml': `${first}---\n${second}` })
    expect(diagnostics.map(({ line, column, code }) => `${line}:${column} ${code}`)).toEqual([
      '9:99 references/ref-resolves',
    ])
    const named = second.replace("'#/spec", "'two.yaml#/spec")
    expect((await compileMemory({ 'two.yaml': `${first}---\n${named}` })).diagnostics).toEqual([])
  })

  it('may have words of its own, and those of OpenAPI', async () => {
    expect(
      await found({ type: 'string', nullable: true, example: 'x', 'x-order': 1, unit: 'm', kind: 'k', note: '' }),
    ).toEqual([])
  })

  it('is checked in the files it refers to, which hold the place', async () => {
    const files = { 'label.json': { $defs: { text: { type: 'text' } }, items: { $ref: './item.json#/a' } } }
    const item = { a: { minItems: 'many' }, b: { minItems: 'many' } }
    expect(await found({ $ref: './label.json' }, { ...files, 'item.json': item })).toEqual([
      'error valid-schema item.json#/a/minItems',
      'error valid-schema label.json#/$defs/text/type',
    ])
  })

  it('is checked wherever a workflow has one', async () => {
    const workflow = {
      apiVersion: 'ossa/v1',
      kind: 'Workflow',
      metadata: { name: 'w', version: '1.0.0', description: 'Waits.' },
      spec: { input: { type: 'objct' }, tasks: { wait: { signal: 'go', output: { enum: 1 }, timeout: '1h' } } },
    }
    const { diagnostics } = await compileMemory({ 'w.json': JSON.stringify(workflow, null, 1) })
    const faults = diagnostics.filter(({ code }) => code === 'schema/valid-schema')
    expect(faults.map(({ pointer }) => pointer)).toEqual(['/spec/input/type', '/spec/tasks/wait/output/enum'])
  })

  it('of an operation is refused where values could not be checked by it', async () => {
    const schema = { type: 'object', properties: { code: { type: 'string', pattern: '(?=a)b' } } }
    const get = {
      operationId: 'read',
      responses: { 200: { description: 'It.', content: { 'application/json': { schema } } } },
    }
    const api = { openapi: '3.1.0', info: { title: 'Api', version: '1.0.0' }, paths: { '/a': { get } } }
    const text = agent(undefined).replace('"name": "take"', '"name": "take", "operation": "./api.json#read"')
    const { diagnostics } = await compileMemory({ 'agent.json': text, 'api.json': JSON.stringify(api, null, 1) })
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual(['schema/usable-pattern api.json'])
  })
})

describe('a schema of an older version', () => {
  const pair = { items: [{ type: 'string' }, { type: 'integer' }], additionalItems: false }
  const draft = (name: string) => `http://json-schema.org/${name}/schema#`

  async function accepted(schema: object, values: readonly unknown[]): Promise<boolean[]> {
    const files = { 'agent.json': agent({ $ref: './old.json' }), 'old.json': JSON.stringify(schema) }
    const { agents, workspace, diagnostics } = await compileMemory(files)
    expect(diagnostics).toEqual([])
    const [first] = agents
    const [capability] = first?.capabilities ?? []
    if (first === undefined || capability === undefined) throw new Error('It was not understood.')
    const { input } = workspace.contractOf(first, capability).contract
    return Promise.all(values.map(async (value) => (await validateInstance(input, value)).length === 0))
  }

  it.each(['draft-07', 'draft-06', 'draft-04'])('means what that version says: %s', async (name) => {
    const schema = { $schema: draft(name), ...pair, dependencies: { a: ['b'] } }
    const values = [['x', 1], [1, 'x'], ['x', 1, 2], { a: 1 }, { a: 1, b: 2 }]
    expect(await accepted(schema, values)).toEqual([true, false, false, false, true])
  })

  it('has limits that were flags in draft 4', async () => {
    const schema = { $schema: draft('draft-04'), id: 'https://example.com/x', minimum: 3, exclusiveMinimum: true }
    expect(await accepted(schema, [3, 4])).toEqual([false, true])
  })

  it('ignores in drafts 4 to 7 what stands beside a reference', async () => {
    const schema = {
      $schema: draft('draft-07'),
      definitions: { a: {} },
      items: { $ref: '#/definitions/a', type: 'string' },
    }
    expect(await accepted(schema, [[1]])).toEqual([true])
  })

  it('is checked by its own meta-schema, and warned of what it does not know', async () => {
    const old = { $schema: draft('draft-07'), items: [{ type: 'strng' }], exclusiveMinimum: true, prefixItems: [] }
    expect(await found({ $ref: './old.json' }, { 'old.json': old })).toEqual([
      'error valid-schema old.json#/items/0/type',
      'error valid-schema old.json#/exclusiveMinimum',
      'warning known-keyword old.json#/prefixItems',
    ])
  })

  it('cannot stand inside one of another version', async () => {
    expect(await found({ properties: { a: { $schema: draft('draft-07') } } })).toEqual([
      'error known-dialect /properties/a/$schema',
    ])
  })
})
