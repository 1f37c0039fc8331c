import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startSketching } from '#cli/threads.ts'
import { serializeGraph } from '#core/graph'
import { diskTree } from '#core/source'
import { graphOfSketches } from '../../src/core/graph/assemble.ts'
import { readSketches } from '../../src/core/graph/read-sketches.ts'
import type { SketchShare, StartSketching } from '../../src/core/graph/sketch-share.ts'
import { agent } from '../graph/graph-of.ts'

const root = mkdtempSync(path.join(tmpdir(), 'ossa threads '))
afterAll(() => rmSync(root, { recursive: true, force: true }))

const capability = '  capabilities: [{ name: x, output: { type: object, required: [a], properties: { a: {} } } }]'
const special: Record<string, string> = {
  'bad.yaml': agent('bad', '  domains: 7'),
  'broken.yaml': 'apiVersion: ossa/v1\nkind: Agent\n{',
  'bound.yaml': agent('bound', '  capabilities: [{ name: x, operation: ./api.yaml#getX }]'),
  'api.yaml': `openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /x: { get: { operationId: getX, responses: { '200': { description: ok } } } } }
`,
  'helper.md': '---\nname: helper\ndescription: x\nmodel: opus\n---\n\n- Ask agent-7 first.\n',
  'work.yaml': `apiVersion: ossa/v1
kind: Workflow
metadata: { name: work, version: 1.0.0 }
spec: { tasks: { one: { agent: agent-1, capability: x } } }
`,
}
const plain = Array.from({ length: 400 }, (_, index) => [
  `team-${index % 9}/agent-${index}.yaml`,
  agent(`agent-${index}`, `  domains: [d-${index % 7}]\n  dependsOn: [{ agent: agent-${index >> 1} }]\n${capability}`),
])
for (const [file = '', text = ''] of [...Object.entries(special), ...plain]) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

async function build(start?: StartSketching) {
  const help = start && { root, start, fewest: 1 }
  const { read, sketched, faultyFiles, counts } = await readSketches({ tree: diskTree(root), targets: [''], help })
  const graph = await graphOfSketches(read, sketched, {})
  return { artifacts: serializeGraph(graph, ['json', 'graphml', 'cytoscape']), faultyFiles, counts }
}

/** What threads have sketched. */
const shares: (SketchShare | undefined)[] = []

describe('threads', () => {
  it('sketch a part of the files each, and the graph is what it is without them', async () => {
    const alone = await build()
    expect(alone.faultyFiles).toEqual(new Set(['bad.yaml', 'broken.yaml']))
    const shared = await build((job) => {
      const started = startSketching(job, 2)
      void Promise.all(started).then((all) => shares.push(...all))
      const taken = new Int32Array(job.taken)
      // Otherwise all would be done before they have begun.
      for (let wait = 0; wait < 1_000 && Atomics.wait(taken, 0, 0, 20) === 'timed-out'; wait += 1);
      return started
    })
    expect(shared).toEqual(alone)
    expect(shares.some((share) => (share?.misses ?? 0) > 0)).toBe(true)
  })

  it('that fail leave everything to the main thread', async () => {
    const failing = await build((job) => startSketching({ ...job, root: path.join(root, 'missing') }, 2))
    expect(failing).toEqual(await build())
  })
})
