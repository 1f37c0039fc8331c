import { describe, expect, it } from 'vitest'
import { compileMemory } from '../compile-memory.ts'

const agent = (capability: string) =>
  `apiVersion: ossa/v1\nkind: Agent\nmetadata: { name: a, version: 1.0.0 }\nspec:\n  type: worker\n  capabilities: [${capability}]\n`
const api = (schema: string) =>
  `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /x: { get: { operationId: x, responses: { '200': { description: ok, content: { application/json: { schema: ${schema} } } } } } } }\n`

async function reported(files: Readonly<Record<string, string>>, targets?: readonly string[]) {
  const { diagnostics } = await compileMemory(files, targets)
  return diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)
}

describe('a file that something refers to', () => {
  it.each([
    ['a capability', { 'a.yaml': agent('{ name: c, input: { $ref: s.yaml } }') }],
    ['an operation', { 'a.yaml': agent('{ name: c, operation: api.yaml#x }'), 'api.yaml': api('{ $ref: s.yaml }') }],
    ['a document that nobody is bound to', { 'api.yaml': api('{ $ref: s.yaml }') }],
    [
      'the input of a workflow',
      {
        'w.yaml': `${agent('{ name: c }')}---\napiVersion: ossa/v1\nkind: Workflow\nmetadata: { name: w, version: 1.0.0 }\nspec: { input: { $ref: s.yaml }, tasks: { t: { agent: a, capability: c } } }\n`,
      },
    ],
  ])('must be well-formed: by %s', async (_, files) => {
    expect(await reported({ ...files, 's.yaml': 'type: object\ntype: string\n' })).toEqual([
      's.yaml:2:1 source/unique-key',
    ])
    expect(await reported({ ...files, 's.yaml': 'type: [object\n' })).toEqual(['s.yaml:2:1 source/valid-syntax'])
    expect(await reported({ ...files, 's.yaml': 'type: object\n' })).toEqual([])
    expect(await reported(files)).toEqual([expect.stringMatching(/ references\/ref-resolves$/)])
  })

  it('is reported once, however many refer to it', async () => {
    const two = agent('{ name: c, input: { $ref: s.yaml } }, { name: d, output: { $ref: s.yaml } }')
    const files = { 'a.yaml': two, 'b.yaml': two.replace('name: a,', 'name: b,'), 's.yaml': 'x-a: 1e400\n' }
    expect(await reported(files)).toEqual(['s.yaml:1:6 source/finite-number'])
  })

  it('is reported if it is referred to through others, as what it is there', async () => {
    const files = {
      'api.yaml': api('{ $ref: one.yaml }'),
      'one.yaml': 'properties: { a: { $ref: two.yaml#/parts/b } }\n',
      'two.yaml': 'parts:\n  b: { type: strng }\n  c: { type: other }\n',
    }
    expect(await reported(files, ['api.yaml'])).toEqual(['two.yaml:2:14 openapi/valid-structure'])
  })
})
