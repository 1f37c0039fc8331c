import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execaSync } from 'execa'
import { afterAll, describe, expect, it } from 'vitest'
import type { GraphBuildOutput } from '#core/contract'
import { runOssa } from '../cli/run-ossa.ts'
import { hostileFleet } from '../graph/hostile.ts'
import { isAbsent, shared } from './shared.ts'

/** Programs that others wrote read what we write. Debian has them as python3-networkx and python3-igraph. */
const python = process.env['OSSA_TEST_PYTHON'] ?? '/usr/bin/python3'
const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa readers ')))
afterAll(() => rmSync(sandbox, { recursive: true, force: true }))

const count = `
import json, sys, warnings
warnings.simplefilter('ignore')
import igraph, networkx
folder = sys.argv[1]
document = json.load(open(folder + '/graph.json'))
graphml = networkx.read_graphml(folder + '/graph.graphml')
cytoscape = networkx.cytoscape_graph(json.load(open(folder + '/graph.cytoscape.json')))
other = igraph.Graph.Read_GraphML(folder + '/graph.graphml')
ids = sorted(node['id'] for node in document['nodes'])
ends = sorted([edge['source'], edge['target'], edge['kind']] for edge in document['edges'])
name = other.vs['id'] if other.vcount() else []
print(json.dumps({
  'nodes': [len(ids), graphml.number_of_nodes(), other.vcount(), cytoscape.number_of_nodes()],
  'edges': [len(ends), graphml.number_of_edges(), other.ecount(), cytoscape.number_of_edges()],
  'ids': ids == sorted(graphml.nodes) == sorted(name) == sorted(cytoscape.nodes),
  'ends': ends == sorted([s, t, d['kind']] for s, t, d in graphml.edges(data=True))
    == sorted([name[e.source], name[e.target], e['kind']] for e in other.es)
    == sorted([s, t, k] for s, t, k in cytoscape.edges(keys=True)),
  'directed': graphml.is_directed() and other.is_directed() and cytoscape.is_directed(),
  'communities': sorted({d['community'] for _, d in graphml.nodes(data=True) if 'community' in d}),
}))
`

function isMissing(): boolean {
  const { failed } = execaSync(python, ['-c', 'import networkx, igraph'], { reject: false })
  if (failed && process.env['CI_STRICT'] !== undefined) throw new Error(`${python} has no networkx and igraph.`)
  if (failed) console.warn(`skipped: ${python} has no networkx and igraph; install python3-networkx and python3-igraph`)
  return failed
}

async function expectReadable(root: string): Promise<void> {
  const folder = mkdtempSync(path.join(sandbox, 'graph '))
  const words = ['knowledge-graph', 'build', '--no-cache', '--root', root, '--output', folder, '--json']
  const { stdout } = await runOssa(words, { cwd: tmpdir() })
  const { nodes, edges } = JSON.parse(stdout) as GraphBuildOutput
  const { stdout: said } = execaSync(python, ['-c', count, folder])
  const written = edges.declared + edges.inferred
  expect(JSON.parse(said)).toMatchObject({
    nodes: [nodes, nodes, nodes, nodes],
    edges: [written, written, written, written],
    ids: true,
    ends: true,
    directed: true,
  })
}

describe.skipIf(isMissing())('networkx and igraph read', () => {
  it('a graph of hostile names', async () => {
    const root = mkdtempSync(path.join(sandbox, 'hostile '))
    for (const [file, text] of Object.entries(hostileFleet())) writeFileSync(path.join(root, file), text)
    await expectReadable(root)
  })

  it('an empty graph', async () => {
    await expectReadable(mkdtempSync(path.join(sandbox, 'empty ')))
  })

  it('the graph of the example', async () => {
    await expectReadable(path.resolve(import.meta.dirname, '../../examples/invoice-fleet'))
  })

  it.skipIf(isAbsent('corpus')).each(['ossa-0.1.9/.agents', 'ossa-0.4'])('the graph of %s', async (folder) => {
    await expectReadable(path.join(shared, 'corpus', folder))
  })
})
