import { describe, expect, it } from 'vitest'
import { agent, generateTypes } from './generate-types.ts'
import { statementKinds, typeProblems } from './type-check.ts'

const text = { type: 'string' }

describe('types of capabilities', () => {
  it('uses the schemas of the operation a capability is bound to, and names shared schemas once', async () => {
    const { 'index.ts': index, 'schemas.ts': schemas } = await generateTypes({
      'orders.json': orders,
      'clerk.json': agent('clerk', [
        { name: 'get', operation: './orders.json#getOrder' },
        { name: 'list', operation: './orders.json#listOrders' },
      ]),
    })
    expect(index).toContain('get: {\n            input: schemas.ClerkGetInput;\n            output: schemas.Order;')
    expect(schemas).toContain('export type ClerkListOutput = Order[];')
    expect(schemas.match(/export type Order /g)).toHaveLength(1)
  })

  it('has the errors of an operation by status, whatever their form', async () => {
    const problem = { type: 'object', required: ['title'], properties: { title: text } }
    const json = (schema: object) => ({ description: 'x', content: { 'application/json': { schema } } })
    const common = json({ $ref: '#/components/schemas/Problem' })
    const responses = {
      200: json(text),
      302: { description: 'elsewhere' },
      404: common,
      409: { description: 'x', content: { 'text/plain': {} } },
      410: { description: 'gone' },
      '5XX': json({ type: 'object', required: ['trace'], properties: { trace: text } }),
      default: common,
    }
    const get = (rest: object) => ({ get: { ...rest } })
    const api = {
      openapi: '3.1.0',
      info: { title: 'T', version: '1.0.0' },
      paths: {
        '/a': get({ operationId: 'a', responses }),
        '/b': get({ operationId: 'b', responses: { default: common } }),
      },
      components: { schemas: { Problem: problem } },
    }
    const capabilities = ['a', 'b'].map((name) => ({ name, operation: `./api.json#${name}` }))
    const files = await generateTypes({ 'api.json': JSON.stringify(api), 'x.json': agent('x', capabilities) })
    const problems = typeProblems({
      ...files,
      'use.ts': `import type { Errors, Output } from './index.js'
        type A = Errors<'x', 'a'>
        export const statuses: readonly (keyof A)[] = ['404', '409', '410', '5XX', 'default']
        export const problem: A['404'] = { title: 'none' }
        export const same: A['default'] = problem
        export const spoken: A['409'] = 'text'
        export const empty: A['410'] = null
        export const trace: A['5XX'] = { trace: 'x' }
        export const only: Output<'x', 'b'> = problem
        export const none: Errors<'x', 'b'>[] = []
        // @ts-expect-error
        export const elsewhere: keyof A = '302'
        // @ts-expect-error
        export const wrong: A['404'] = { trace: 'x' }`,
    })
    expect(problems).toEqual([])
    expect(files['schemas.ts'].match(/export type Problem /g)).toHaveLength(1)
  })

  it('keeps two schemas of the same name apart if they differ in something they refer to', async () => {
    const schemas = (leaf: string) =>
      JSON.stringify({ Box: { type: 'object', properties: { item: { $ref: '#/Item' } } }, Item: { type: leaf } })
    const files = await generateTypes({
      'a/schemas.json': schemas('string'),
      'a/agent.json': agent('a', [{ name: 'open', output: { $ref: './schemas.json#/Box' } }]),
      'b/schemas.json': schemas('number'),
      'b/agent.json': agent('b', [{ name: 'open', output: { $ref: './schemas.json#/Box' } }]),
      'c/schemas.json': schemas('string'),
      'c/agent.json': agent('c', [{ name: 'open', output: { $ref: './schemas.json#/Box' } }]),
    })
    const problems = typeProblems({
      ...files,
      'use.ts': `import type { Agents, Output } from './index.js'
        export const a: Output<'a', 'open'> = { item: 'text' }
        export const c: Agents['c']['open']['output'] = a
        export const b: Output<'b', 'open'> = { item: 1 }
        // @ts-expect-error
        export const wrong: Output<'b', 'open'> = a`,
    })
    expect(problems).toEqual([])
    expect(files['schemas.ts'].match(/export type (\w+)/g)).toEqual([
      'export type Box',
      'export type Box_2',
      'export type Item',
      'export type Item_2',
    ])
  })

  it('gives the highest version the plain name, and each of several versions a name of its own', async () => {
    const files = await generateTypes({
      'one.json': agent('clerk', [{ name: 'find', input: { type: 'string' } }], '1.9.0'),
      'two.json': agent('clerk', [{ name: 'find', input: { type: 'number' } }], '1.10.0'),
    })
    const problems = typeProblems({
      ...files,
      'use.ts': `import type { Input } from './index.js'
        export const latest: Input<'clerk', 'find'> = 1
        export const same: Input<'clerk@1.10.0', 'find'> = latest
        export const old: Input<'clerk@1.9.0', 'find'> = 'text'`,
    })
    expect(problems).toEqual([])
  })

  it('types recursive schemas, even those that are nothing but themselves', async () => {
    const files = await generateTypes({
      'schemas.json': JSON.stringify({
        Json: {
          anyOf: [
            text,
            { type: 'array', items: { $ref: '#/Json' } },
            { type: 'object', additionalProperties: { $ref: '#/Json' } },
          ],
        },
        Tree: {
          type: 'object',
          required: ['children'],
          properties: { children: { type: 'array', items: { $ref: '#/Tree' } } },
        },
        Node: { allOf: [{ $ref: '#/Tree' }], required: ['children'], properties: { parent: { $ref: '#/Node' } } },
        Loop: { anyOf: [{ $ref: '#/Pool' }, text] },
        Pool: { allOf: [{ $ref: '#/Loop' }] },
      }),
      'agent.json': agent(
        'recursive',
        ['Json', 'Tree', 'Node', 'Loop'].map((name) => ({ name, output: { $ref: `./schemas.json#/${name}` } })),
      ),
    })
    const use = `import type { Output } from './index.js'
      export const json: Output<'recursive', 'Json'> = ['a', { b: [[]] }]
      export const tree: Output<'recursive', 'Tree'> = { children: [{ children: [] }] }
      // @ts-expect-error
      export const wrong: Output<'recursive', 'Json'> = [1]`
    expect(typeProblems({ ...files, 'use.ts': use })).toEqual([])
  })

  it('does not take a default for a value that must be given', async () => {
    const input = { type: 'object', properties: { limit: { type: 'integer', default: 10 } } }
    const { 'schemas.ts': schemas } = await generateTypes({ 'a.json': agent('a', [{ name: 'list', input }]) })
    expect(schemas).toContain('limit?: number')
  })

  it('makes a module even of a workspace without schemas', async () => {
    const files = await generateTypes({ 'a.json': agent('idle', []) })
    expect(typeProblems(files)).toEqual([])
    expect(files['index.ts']).toContain('idle: {};')
  })
})

describe('types of workflows', () => {
  it('follow from the input and the output template', async () => {
    const files = await generateTypes({ 'all.yaml': workflow })
    const use = `import type { WorkflowInput, WorkflowOutput } from './index.js'
      type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
      type Result = WorkflowOutput<'flow'>
      export const input: WorkflowInput<'flow'> = { id: 'x' }
      export const checks: [
        Equal<Result['id'], string>,
        Equal<Result['whole'], { total?: number; lines: { sku: string }[]; note: string | null }>,
        Equal<Result['total'], number>,
        Equal<Result['first'], string>,
        Equal<Result['note'], string | null>,
        Equal<Result['text'], string>,
        Equal<Result['literal'], [5, true, null, 'EUR']>,
        Equal<Result['computed'], number>,
        Equal<Result['guarded'], string | null>,
        Equal<Result['isLong'], boolean>,
        Equal<Result['made'], { ids: [string, number]; text: string }>,
        Equal<Result['mapped'], string[]>,
        Equal<Result['missing'], unknown>,
      ] = [true, true, true, true, true, true, true, true, true, true, true, true, true]`
    expect(typeProblems({ ...files, 'use.ts': use })).toEqual([])
  })
})

describe('hostile text', () => {
  const names = [
    '*/ export const evil = 1 /*',
    '__proto__',
    '"; export const evil = 1 //',
    '`${evil}`',
    "'",
    '\\',
    '\u202e\u2028',
  ]

  it.each(names)('cannot get out of a name: %j', async (name) => {
    const files = await generateTypes(
      {
        'agent.yaml': JSON.stringify(
          {
            ossa: '1.0',
            agent: { name, version: '1.0.0', description: name },
            capabilities: [
              {
                name,
                description: name,
                inputSchema: {
                  type: 'object',
                  description: name,
                  required: [name],
                  properties: JSON.parse(
                    `{ ${JSON.stringify(name)}: { "enum": [${JSON.stringify(name)}] } }`,
                  ) as object,
                },
                outputSchema: { title: name, default: name, const: name, format: name },
              },
            ],
          },
          null,
          1,
        ),
      },
      { mayHaveErrors: true },
    )
    const code = files['index.ts'] + files['schemas.ts']
    expect(statementKinds(code)).toEqual([
      'ExportDeclaration',
      'ImportDeclaration',
      'InterfaceDeclaration',
      'TypeAliasDeclaration',
    ])
    expect(typeProblems(files)).toEqual([])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(code).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e]/)
  })

  it('leaves the global types alone that the generated code uses', async () => {
    const record = { $ref: './schemas.json#/record' }
    const files = await generateTypes({
      'schemas.json': JSON.stringify({ record: { type: 'object' }, Omit: text, 'with-required': text, Schema: text }),
      'agent.json': agent('a', [{ name: 'x', input: { type: 'object', properties: { record } } }]),
    })
    expect(typeProblems(files)).toEqual([])
    expect(files['schemas.ts']).toContain('export type Record_2 = Record<string, unknown>;')
  })
})

const orders = JSON.stringify({
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  paths: {
    '/orders': { get: operation('listOrders', { type: 'array', items: { $ref: '#/components/schemas/Order' } }) },
    '/orders/{id}': {
      get: {
        ...operation('getOrder', { $ref: '#/components/schemas/Order' }),
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
      },
    },
  },
  components: { schemas: { Order: { type: 'object', properties: { id: text } } } },
})

function operation(operationId: string, schema: unknown) {
  return { operationId, responses: { 200: { description: 'Done.', content: { 'application/json': { schema } } } } }
}

const workflow = `
apiVersion: ossa/v1
kind: Agent
metadata: { name: clerk, version: 1.0.0 }
spec:
  type: worker
  capabilities:
    - name: get
      output:
        anyOf:
          - type: object
            required: [lines, note]
            properties:
              total: { type: number }
              lines: { type: array, items: { type: object, required: [sku], properties: { sku: { type: string } } } }
              note: { type: [string, 'null'] }
---
apiVersion: ossa/v1
kind: Workflow
metadata: { name: flow, version: 1.0.0 }
spec:
  input: { type: object, required: [id], properties: { id: { type: string } } }
  tasks:
    get: { agent: clerk, capability: get }
  output:
    id: '\${{ input.id }}'
    whole: '\${{ tasks.get.output }}'
    total: '\${{ tasks.get.output.total }}'
    first: '\${{ tasks.get.output.lines[0].sku }}'
    note: '\${{ tasks.get.output.note }}'
    text: 'Total: \${{ tasks.get.output.total }}'
    literal: [5, true, null, EUR]
    computed: '\${{ tasks.get.output.total * 2.0 }}'
    guarded: '\${{ has(tasks.get.output) ? tasks.get.output.lines[0].sku : null }}'
    isLong: '\${{ size(tasks.get.output["lines"]) > 3 }}'
    made: '\${{ { "ids": [input.id, size(input.id)], "text": "Id " + input.id } }}'
    mapped: '\${{ tasks.get.output.lines.map(line, line.sku) }}'
    missing: '\${{ tasks.get.output.nothing }}'
`
