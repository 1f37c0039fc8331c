import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareDiagnostics } from '#core/diagnostics'
import { parseSource } from '#core/source'
import { compileMemory } from '../compile-memory.ts'

const name = fc.constantFrom('a', 'b', 'c', '__proto__')
const capability = fc.record(
  {
    name: fc.constantFrom('x', 'y', '!'),
    operation: fc.constantFrom('./api.yaml#get', './api.yaml#got', '../api.yaml#get'),
    nme: fc.constant(1),
  },
  { requiredKeys: ['name'] },
)
const agent = fc
  .record(
    {
      version: fc.constantFrom('1.0.0', '2.0.0', '1'),
      spec: fc.record(
        {
          type: fc.constantFrom('worker', 'critic', 'workr'),
          capabilities: fc.array(capability, { maxLength: 2 }),
          dependsOn: fc.array(fc.record({ agent: name, version: fc.constantFrom('^1', '^2', '?') }), { maxLength: 2 }),
          reviews: fc.array(name, { maxLength: 2 }),
        },
        { requiredKeys: ['type'] },
      ),
    },
    { requiredKeys: ['version', 'spec'] },
  )
  .map(({ version, spec }) => ({ kind: 'Agent', version, spec }))
const taskId = fc.constantFrom('t', 'u', 'v', 'W')
const text = fc.constantFrom(
  '${{ tasks.t.output }}',
  '${{ tasks.u.output.x }}',
  '${{ input. }}',
  '${{ input.a }} b',
  '${{',
)
const workflow = fc
  .dictionary(
    taskId,
    fc.record(
      {
        agent: name,
        capability: fc.constantFrom('x', 'y'),
        needs: fc.array(taskId, { maxLength: 2 }),
        input: fc.record({ q: text }),
        when: text,
      },
      { requiredKeys: ['agent', 'capability'] },
    ),
    { minKeys: 1, maxKeys: 3 },
  )
  .map((tasks) => ({ kind: 'Workflow', version: '1.0.0', spec: { tasks } }))
const manifest = fc
  .tuple(name, fc.oneof(agent, workflow))
  .map(([named, { kind, version, spec }]) =>
    JSON.stringify({ apiVersion: 'ossa/v1', kind, metadata: { name: named, version }, spec }),
  )
const api =
  'openapi: 3.1.0\ninfo: { title: T, version: 1.0.0 }\npaths: { /x: { get: { operationId: get, responses: { "200": { description: x } } } } }\n'

const workspace = fc.tuple(fc.array(manifest, { minLength: 1, maxLength: 5 }), fc.constantFrom('json', 'yaml'))

describe('compiling', () => {
  it('gives the same, whatever the order of files, and places inside them', async () => {
    await fc.assert(
      fc.asyncProperty(workspace, async ([manifests, ending]) => {
        const entries = [
          ...manifests.map((content, index) => [`m${index}.${ending}`, content] as const),
          ['api.yaml', api] as const,
        ]
        const files = Object.fromEntries(entries)
        const { diagnostics, agents, workflows } = await compileMemory(files)
        const other = await compileMemory(Object.fromEntries(entries.toReversed()), [
          ...entries.map(([file]) => file).toReversed(),
        ])
        expect(other.diagnostics).toEqual(diagnostics)
        expect([...other.agents, ...other.workflows].map(({ id }) => id)).toEqual(
          [...agents, ...workflows].map(({ id }) => id),
        )
        expect([...diagnostics].sort(compareDiagnostics)).toEqual(diagnostics)
        for (const { file, line, column, endLine, endColumn, message, hint } of diagnostics) {
          const lines = (files[file] ?? '').split('\n')
          expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1)
          expect([line, column, endLine, endColumn].every((each) => (each ?? 0) >= 1)).toBe(true)
          expect([message, hint ?? ''].every((said) => /[^\s]$/.test(said) && !/undefined|\[object/.test(said))).toBe(
            true,
          )
        }
      }),
      { numRuns: 150 },
    )
  })

  it('reports every fault of a file again when other files are added', async () => {
    await fc.assert(
      fc.asyncProperty(manifest, fc.uint8Array({ maxLength: 30 }), async (content, noise) => {
        const alone = await compileMemory({ 'm.json': content })
        const beside = await compileMemory({
          'm.json': content,
          'noise.yaml': noise,
          'noise.json': noise,
          'noise.md': noise,
        })
        expect(beside.diagnostics.filter(({ file }) => file === 'm.json')).toEqual(alone.diagnostics)
      }),
      { numRuns: 100 },
    )
  })

  it('never fails on a file of any bytes', () => {
    const marked = fc
      .uint8Array({ maxLength: 40 })
      .map((bytes) => Buffer.concat([Buffer.from('apiVersion: ossa/v1\nkind: Agent\n'), bytes]))
    fc.assert(
      fc.property(
        fc.oneof(marked, fc.uint8Array({ maxLength: 40 })),
        fc.constantFrom('a.yaml', 'a.json', 'a.md'),
        (bytes, file) => {
          expect(parseSource(file, bytes).file).toBe(file)
        },
      ),
      { numRuns: 300 },
    )
  })
})
