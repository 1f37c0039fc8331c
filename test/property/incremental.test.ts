import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkFiles } from '../check-files.ts'
import { MemoryCache } from '../memory-cache.ts'

const names = ['a', 'b', 'c', 'd']
const name = fc.constantFrom(...names)
const version = fc.constantFrom('1.0.0', '1.2.0', '2.0.0', '1')
const schema = fc.constantFrom(
  { type: 'object', required: ['x'], properties: { x: { type: 'string' } } },
  { type: 'object', properties: { x: { type: 'integer' }, y: { type: 'string' } } },
  { $ref: './schemas/one.json' },
  { $ref: './schemas/two.yaml#/definitions/thing' },
  { $ref: './schemas/missing.json' },
)
const capability = fc.record(
  {
    name: fc.constantFrom('go', 'stop'),
    operation: fc.constantFrom('./api.yaml#get', './api.yaml#got', './x/api.json#get', './schemas/one.json#get'),
    input: schema,
    output: schema,
  },
  { requiredKeys: ['name'] },
)
const spec = fc.record(
  {
    type: fc.constantFrom('worker', 'workr'),
    capabilities: fc.array(capability, { maxLength: 2 }),
    dependsOn: fc.array(
      fc.record({ agent: fc.oneof(name, fc.constant('./2.yaml')), version: fc.constantFrom('^1', '^2', '?') }),
      { maxLength: 2 },
    ),
    reviews: fc.array(name, { maxLength: 1 }),
    tools: fc.array(fc.constantFrom({ mcp: 'files', name: 'read' }, { agent: 'a', capability: 'go' }), {
      maxLength: 2,
    }),
    files: fc.array(
      fc.constantFrom({ path: './schemas/one.json' }, { path: './x/new.yaml', role: 'schema' }, { path: './3.yaml' }),
      {
        maxLength: 2,
      },
    ),
  },
  { requiredKeys: ['type'] },
)
const agent = fc
  .record({ name, version, spec })
  .map(({ spec: content, ...metadata }) => ({ apiVersion: 'ossa/v1', kind: 'Agent', metadata, spec: content }))
const task = fc.record(
  {
    agent: name,
    version: fc.constantFrom('^1', '^2'),
    capability: fc.constantFrom('go', 'stop'),
    needs: fc.array(fc.constantFrom('t0', 't1', 't2'), { maxLength: 1 }),
    input: fc.record({
      x: fc.constantFrom('${{ input.x }}', '${{ tasks.t0.output.x }}', 'text', '${{ tasks.t1.output.y }}', 7),
    }),
  },
  { requiredKeys: ['agent', 'capability'] },
)
const workflow = fc
  .record({ name, tasks: fc.array(task, { minLength: 1, maxLength: 3 }), input: schema })
  .map(({ name: own, tasks, input }) => ({
    apiVersion: 'ossa/v1',
    kind: 'Workflow',
    metadata: { name: own, version: '1.0.0' },
    spec: { input, tasks: Object.fromEntries(tasks.map((each, index) => [`t${index}`, each])) },
  }))

const suppression = fc.constantFrom(
  '',
  '# ossa-disable-next-line references/agent-exists -- soon\n',
  '# ossa-disable-next-line manifest/valid-value\n',
  '# ossa-disable-next-line no/such-code -- why\n',
)
const manifest = fc
  .tuple(suppression, fc.oneof({ weight: 3, arbitrary: agent }, { weight: 1, arbitrary: workflow }), fc.boolean())
  .map(([comment, value, isSpread]) =>
    isSpread ? `${comment}${JSON.stringify(value, undefined, 1)}\n` : `${JSON.stringify(value)}\n`,
  )
const several = fc.array(manifest, { minLength: 2, maxLength: 2 }).map((texts) => texts.join('---\n'))
const api = fc
  .record({
    id: fc.constantFrom('get', 'got'),
    target: fc.constantFrom('./schemas/one.json', './schemas/two.yaml', './x/new.yaml'),
  })
  .map(({ id, target }) =>
    JSON.stringify({
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/x': {
          get: {
            operationId: id,
            parameters: [{ name: 'x', in: 'query', schema: { $ref: '#/components/schemas/own' } }],
            responses: { 200: { description: 'ok', content: { 'application/json': { schema: { $ref: target } } } } },
          },
        },
        '/y': { $ref: './x/path.yaml' },
        '/z/{x}': { get: { $ref: './x/path.yaml#/get' } },
      },
      components: { schemas: { own: { $ref: target } } },
    }),
  )
const pathItem = fc.constantFrom(
  "{ get: { operationId: got, responses: { '200': { description: ok } } } }",
  "{ get: { operationId: get, responses: { '200': { $ref: ../schemas/missing.json } } } }",
  '{ parameters: [{ name: x, in: path, required: true, schema: {} }], get: { responses: {} } }',
  'nonsense: [',
)
const schemaText = fc.constantFrom(
  '{ "type": "string" }',
  '{ "type": "object", "required": ["x"], "properties": { "x": { "$ref": "two.yaml#/definitions/thing" } } }',
  '{ "type": "object", "properties": { "x": { "type": "integer" } } }',
  'definitions: { thing: { $ref: one.json } }',
  'definitions: { thing: { type: integer, readOnly: true } }',
  '{',
)
const configuration = fc.constantFrom(
  '',
  'exclude: [x]\n',
  'rules: { preset: strict }\n',
  'rules: { severities: { references/*: warning } }\n',
  'rules: { overrides: [{ files: [1.yaml], severities: { references/agent-exists: off } }] }\n',
  'mcpServers: { files: { command: x, tools: [write] } }\n',
  'baseline: known.json\n',
  'baseline: gone.json\nunknown: 1\n',
)
const baselineText = fc.constantFrom(
  '{ "version": 1, "findings": [] }',
  '{ "version": 1, "findings": [{ "code": "references/agent-exists", "file": "1.yaml", "fingerprint": "0" }] }',
  'nonsense',
)
const ignored = fc.constantFrom('', 'x\n', '1.yaml\n!3.json\n', 'schemas\n')

type Edit = readonly [file: string, content: string | undefined] | { readonly from: string; readonly to: string }
const manifestFile = fc.constantFrom('1.yaml', '2.yaml', '3.json', 'x/4.yaml', 'x/y/5.yaml', '3.yaml')
const written = (file: string, content: fc.Arbitrary<string>) => fc.tuple(fc.constant(file), content)
const anyFile = fc.constantFrom(
  '1.yaml',
  '2.yaml',
  '3.json',
  'x/4.yaml',
  'api.yaml',
  'schemas/one.json',
  'schemas/two.yaml',
  'x/new.yaml',
  'ossa.yaml',
  'x/path.yaml',
)
const edit: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(manifestFile, fc.oneof({ weight: 4, arbitrary: manifest }, { weight: 1, arbitrary: several })),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('api.yaml', 'x/api.json'), api) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom('schemas/one.json', 'schemas/two.yaml', 'x/new.yaml'), schemaText) },
  { weight: 1, arbitrary: written('x/path.yaml', pathItem) },
  { weight: 2, arbitrary: written('ossa.yaml', configuration) },
  { weight: 1, arbitrary: written('known.json', baselineText) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('.gitignore', 'x/.gitignore'), ignored) },
  { weight: 1, arbitrary: fc.tuple(manifestFile, fc.constantFrom('nonsense: [', 'ossa: 0.1.8\nagent: {}\n', '')) },
  { weight: 2, arbitrary: fc.tuple(anyFile, fc.constant(undefined)) },
  { weight: 2, arbitrary: fc.record({ from: anyFile, to: anyFile }) },
)

function apply(files: Map<string, string>, edits: readonly Edit[]): void {
  for (const each of edits) {
    if ('from' in each) {
      const content = files.get(each.from)
      if (content === undefined) continue
      files.delete(each.from)
      files.set(each.to, content)
    } else if (each[1] === undefined) files.delete(each[0])
    else files.set(each[0], each[1])
  }
}

const targets = fc.constantFrom([''], [''], [''], ['1.yaml'], ['x'], ['3.json', 'x/4.yaml'])

describe('checking with a cache', () => {
  it('comes to the same as without, after any edits', async () => {
    let remembered = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { minLength: 3, maxLength: 12 }),
        fc.array(fc.tuple(fc.array(edit, { maxLength: 3 }), targets), { minLength: 1, maxLength: 8 }),
        async (first, rounds) => {
          const cache = new MemoryCache()
          const files = new Map<string, string>()
          for (const [edits, asked] of [[first, ['']] as const, ...rounds]) {
            apply(files, edits)
            const warm = await checkFiles(files, asked, cache)
            const cold = await checkFiles(files, asked)
            expect(JSON.stringify(warm.result)).toBe(JSON.stringify(cold.result))
            cache.close()
            remembered += cold.parsedBytes - warm.parsedBytes
            const again = await checkFiles(files, asked, cache)
            expect(JSON.stringify(again.result)).toBe(JSON.stringify(cold.result))
            expect(again.parsedBytes).toBe(0)
          }
        },
      ),
      { numRuns: Number(process.env['OSSA_PROPERTY_RUNS'] ?? 150) },
    )
    expect(remembered).toBeGreaterThan(0)
  })
})
