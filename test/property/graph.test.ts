import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWorkspace } from '#core/compiler'
import { assembleGraph, serializeGraph } from '#core/graph'
import { memoryTree } from '#core/source'
import { graphOfSketches } from '../../src/core/graph/assemble.ts'
import { countGraph } from '../../src/core/graph/counts.ts'
import { readSketches } from '../../src/core/graph/read-sketches.ts'
import { type StartSketching, sketchShare } from '../../src/core/graph/sketch-share.ts'
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

const schemaOf = fc.constantFrom<object>(
  { $ref: './schema.json' },
  { $ref: './x/schema.json' },
  { type: 'object', required: ['a'], properties: { a: { type: 'integer' } } },
  { type: 'object', required: ['a'], properties: { a: { type: 'number' } } },
)
const relatedText = fc
  .record({
    name,
    input: schemaOf,
    output: schemaOf,
    reviewed: fc.oneof(name, fc.constantFrom('./1.yaml', '../2.yaml')),
    range: fc.constantFrom('^1', '^2', '>=1'),
    server: fc.constantFrom('files', 'notes'),
    files: fc.constantFrom([], [{ path: './api.yaml', role: 'openapi' }]),
  })
  .map(({ name: own, input, output, reviewed, range, server, files }) =>
    [own, `${own}${own}`]
      .map((each) => ({
        apiVersion: 'ossa/v1',
        kind: 'Agent',
        metadata: { name: each, version: '1.0.0', owner: 'team', labels: { of: own } },
        spec: {
          type: 'worker',
          capabilities: [{ name: `do ${each}`, input, output }],
          reviews: [reviewed],
          dependsOn: [{ agent: own, version: range }],
          tools: [{ mcp: server, name: 'read' }],
          files,
        },
      }))
      .map((manifest) => `${JSON.stringify(manifest)}\n`)
      .join('---\n'),
  )
const proseText = fc
  .tuple(fc.constantFrom('agent-one', 'agent-two', 'a'), fc.constantFrom('agent-one', 'agent-two', 'aa agent'))
  .map(([own, other]) => `---\nname: ${own}\ndescription: x\nmodel: opus\n---\n\n- Ask ${other} first.\n`)
const serverText = fc.constantFrom('files', 'notes').map((own) => `name: ${own}\nimage: mcp/${own}\ntype: server\n`)
const toolsText = fc.constantFrom('read', 'write').map((tool) => `[{ "name": "${tool}", "description": "" }]`)
const schemaText = fc
  .constantFrom('integer', 'string')
  .map((type) => JSON.stringify({ type: 'object', required: ['a'], properties: { a: { type } } }))
const configurationText = fc.constantFrom(
  '{}\n',
  'exclude: [x]\n',
  'graph: { derivations: { can-feed: false } }\n',
  'graph: { derivations: { shares-domain: false } }\n',
)

const anyText = fc.oneof(agentText, relatedText, workflowText, fc.constantFrom('nonsense: [', 'kind: Agent', ''))
const file = fc.constantFrom('1.yaml', '2.yaml', 'x/3.json', 'x/4.yaml', 'y/z/5.yaml')
const prose = fc.constantFrom('agents/1.md', 'agents/2.md', 'x/3.md')
const folder = fc.constantFrom('s', 'x/t')
const written = (path: fc.Arbitrary<string>, text: fc.Arbitrary<string | undefined>) => fc.tuple(path, text)
const edit = fc.oneof(
  { weight: 10, arbitrary: written(file, anyText) },
  { weight: 2, arbitrary: written(fc.constant('api.yaml'), apiText) },
  { weight: 2, arbitrary: written(fc.oneof(file, prose), fc.constant(undefined)) },
  { weight: 3, arbitrary: written(prose, proseText) },
  {
    weight: 2,
    arbitrary: written(
      folder.map((each) => `${each}/server.yaml`),
      serverText,
    ),
  },
  {
    weight: 2,
    arbitrary: written(
      folder.map((each) => `${each}/tools.json`),
      fc.option(toolsText, { nil: undefined }),
    ),
  },
  {
    weight: 2,
    arbitrary: written(fc.constantFrom('schema.json', 'x/schema.json'), fc.option(schemaText, { nil: undefined })),
  },
  { weight: 1, arbitrary: written(fc.constant('ossa.yaml'), configurationText) },
)

const several = ['json', 'graphml', 'cytoscape'] as const

async function build(files: ReadonlyMap<string, string>, cache?: MemoryCache, start?: StartSketching) {
  const tree = memoryTree(files)
  const help = start && { root: '', start, fewest: 1 }
  const { read, sketched, faultyFiles, counts } = await readSketches({ tree, targets: [''], cache, help })
  const graph = await graphOfSketches(read, sketched, { memo: cache })
  cache?.close()
  return { artifacts: serializeGraph(graph, several), counts: countGraph(graph), faultyFiles, misses: counts.misses }
}

/** What takes the files that others would not have come to: each of them takes every so many, and some fail. */
function helpers(files: ReadonlyMap<string, string>, doers: readonly ('here' | 'fails' | number)[]): StartSketching {
  return (job) => {
    const doerOf = (place: number) => doers[place % doers.length]
    Atomics.store(new Int32Array(job.taken), 0, doers.includes('here') ? 0 : job.files.length)
    const others = [...new Set(doers.filter((doer) => typeof doer === 'number'))]
    const shares = others.map((doer) => {
      const own = job.files.filter((_, place) => doerOf(place) === doer)
      const share = { ...job, files: own, taken: new SharedArrayBuffer(4), atOnce: doer }
      return Promise.resolve(sketchShare(share, memoryTree(files)))
    })
    return doers.includes('fails') ? [...shares, Promise.resolve(undefined)] : shares
  }
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
          const { misses: _, ...anew } = await build(applied(edits))
          expect(await build(applied(edits), cache)).toMatchObject(anew)
        }
      }),
      { numRuns: Number(process.env['OSSA_PROPERTY_RUNS'] ?? 100) },
    )
  })

  it('is the same, whoever has sketched the files', async () => {
    const doer = fc.oneof(fc.constantFrom('here' as const, 'fails' as const), fc.integer({ min: 1, max: 3 }))
    const rounds = fc.array(
      fc.tuple(fc.array(edit, { maxLength: 8 }), fc.array(doer, { minLength: 1, maxLength: 6 })),
      {
        maxLength: 3,
      },
    )
    await fc.assert(
      fc.asyncProperty(rounds, async (all) => {
        const cache = new MemoryCache()
        let edits: (typeof all)[number][0] = []
        for (const [round, doers] of all) {
          edits = [...edits, ...round]
          const files = applied(edits)
          const { artifacts, counts, faultyFiles, misses } = await build(files)
          const { misses: helped, ...shared } = await build(files, undefined, helpers(files, doers))
          expect(shared).toEqual({ artifacts, counts, faultyFiles })
          if (!doers.includes('here')) expect(helped).toBe(misses)
          expect(await build(files, cache, helpers(files, doers))).toMatchObject({ artifacts, counts, faultyFiles })
          const atOnce = await assembleGraph(readWorkspace({ tree: memoryTree(files), targets: [''] }))
          expect(serializeGraph(atOnce, several)).toEqual(artifacts)
        }
      }),
      { numRuns: Number(process.env['OSSA_PROPERTY_RUNS'] ?? 100) },
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
