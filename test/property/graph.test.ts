import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkspace } from '#core/compiler'
import { assembleGraph, serializeGraph } from '#core/graph'
import { memoryTree } from '#core/source'
import { MemoryCache } from '../memory-cache.ts'

const names = ['a', 'b', 'c', 'd', 'e', 'f']
const name = fc.constantFrom(...names)
const labels = fc.uniqueArray(fc.constantFrom('x', 'y', 'z', 'with space', '__proto__'), { maxLength: 3 })

const agentText = fc
  .record({
    name,
    version: fc.constantFrom('1.0.0', '2.0.0'),
    domains: labels,
    protocols: labels,
    reviews: fc.uniqueArray(name, { maxLength: 2 }),
    capability: fc.constantFrom('./api.yaml#one', './api.yaml#two', './missing.yaml#one'),
  })
  .map(({ name: own, version, capability, ...spec }) =>
    JSON.stringify({
      apiVersion: 'ossa/v1',
      kind: 'Agent',
      metadata: { name: own, version },
      spec: { type: 'worker', ...spec, capabilities: [{ name: 'call', operation: capability }] },
    }),
  )

const workflowText = fc
  .array(fc.record({ agent: name, from: fc.nat(2) }), { minLength: 1, maxLength: 3 })
  .map((tasks) =>
    JSON.stringify({
      apiVersion: 'ossa/v1',
      kind: 'Workflow',
      metadata: { name: 'w', version: '1.0.0' },
      spec: {
        tasks: Object.fromEntries(
          tasks.map(({ agent, from }, index) => [
            `t${index}`,
            { agent, capability: 'call', input: { x: `\${{ tasks.t${from}.output }}` } },
          ]),
        ),
      },
    }),
  )

const apiText = fc
  .constantFrom('one', 'two', 'three')
  .map((id) => `openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { /x: { get: { operationId: ${id} } } }\n`)

const anyText = fc.oneof(agentText, workflowText, fc.constantFrom('nonsense: [', 'kind: Agent', ''))
const file = fc.constantFrom('1.yaml', '2.yaml', 'x/3.json', 'x/4.yaml', 'y/z/5.yaml')
const edit = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(file, anyText) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('api.yaml'), apiText) },
  { weight: 1, arbitrary: fc.tuple(file, fc.constant(undefined)) },
)

async function build(files: ReadonlyMap<string, string>, cache?: MemoryCache) {
  const read = readWorkspace({ tree: memoryTree(files), targets: [''], cache, manifestsOnly: true })
  const artifacts = serializeGraph(await assembleGraph(read, { memo: cache }))
  cache?.close()
  return artifacts
}

describe('the graph', () => {
  it('does not depend on the order in which files are found', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 8 }), async (edits) => {
        const files = [...applied(edits)]
        expect(await build(new Map(files.toReversed()))).toEqual(await build(new Map(files)))
      }),
      { numRuns: 50 },
    )
  })

  it('is with the cache what it is without, after any edits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(edit, { maxLength: 4 }), { maxLength: 6 }), async (rounds) => {
        const cache = new MemoryCache()
        let edits: (typeof rounds)[number] = []
        for (const round of rounds) {
          edits = [...edits, ...round]
          expect(await build(applied(edits), cache)).toEqual(await build(applied(edits)))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has no edge to a node that is not there, and no id twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 10 }), async (edits) => {
        const read = readWorkspace({ tree: memoryTree(applied(edits)), targets: [''] })
        const { nodes, edges } = await assembleGraph(read)
        const ids = new Set(nodes.map(({ id }) => id))
        expect(ids.size).toBe(nodes.length)
        expect(edges.filter(({ source, target }) => !ids.has(source) || !ids.has(target))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

function applied(edits: readonly (readonly [string, string | undefined])[]): Map<string, string> {
  const files = new Map<string, string>()
  for (const [path, text] of edits)
    if (text === undefined) files.delete(path)
    else files.set(path, text)
  return files
}
