import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import cytoscape from 'cytoscape'
import { execaSync } from 'execa'
import { MultiDirectedGraph } from 'graphology'
import gexf from 'graphology-gexf'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GraphBuildOutput, GraphDocument } from '#core/contract'
import { formatNames } from '#core/graph'
import { type Attribute, edgeAttributes, nodeAttributes } from '../../src/core/graph/formats/attributes.ts'
import { mermaid as flowchart } from '../../src/core/graph/formats/mermaid.ts'
import { visible } from '../../src/core/graph/formats/visible.ts'
import { runOssa } from '../cli/run-ossa.ts'
import { hostileFleet, hostileNames } from '../graph/hostile.ts'
import { type Mermaid, startMermaid } from './mermaid-reader.ts'
import { readCypher } from './read-cypher.ts'
import { isAbsent, shared } from './shared.ts'

/**
 * Programs that others wrote read what we write, and find the same nodes and edges with the same attributes. They are Debian's
 * python3-networkx, python3-igraph, python3-rdflib, graphviz, raptor2-utils and chromium, and cytoscape, graphology-gexf and mermaid.
 */
const python = process.env['OSSA_TEST_PYTHON'] ?? '/usr/bin/python3'
const chromiumPath = process.env['OSSA_TEST_CHROMIUM'] ?? '/usr/bin/chromium'
const readers = path.join(import.meta.dirname, 'graph-readers.py')
const sandbox = realpathSync(mkdtempSync(path.join(tmpdir(), 'ossa readers ')))
const isMissing = findMissing()
let mermaid: Mermaid

beforeAll(async () => {
  if (!isMissing) mermaid = await startMermaid(chromiumPath)
})

afterAll(async () => {
  if (!isMissing) await mermaid.close()
  rmSync(sandbox, { recursive: true, force: true })
})

function findMissing(): boolean {
  const works = (file: string, args: string[]) => !execaSync(file, args, { reject: false }).failed
  const missing = [
    ...(works(python, ['-c', 'import networkx, igraph, rdflib']) ? [] : ['networkx, igraph and rdflib for Python']),
    ...['gc', 'gvpr', 'rapper'].filter((name) => !works('sh', ['-c', `command -v ${name}`])),
    ...(existsSync(chromiumPath) ? [] : [chromiumPath]),
  ]
  if (missing.length === 0) return false
  if (process.env['CI_STRICT'] !== undefined) throw new Error(`These are not installed: ${missing.join('; ')}`)
  console.warn(`skipped: these readers of graphs are not installed: ${missing.join('; ')}`)
  return true
}

interface Written {
  readonly folder: string
  readonly document: GraphDocument
  readonly text: (file: string) => string
}

async function build(root: string, ...options: string[]): Promise<Written> {
  const folder = mkdtempSync(path.join(sandbox, 'graph '))
  const words = ['knowledge-graph', 'build', '--no-cache', '--root', root, '--output', folder, '--json', ...options]
  const { stdout } = await runOssa([...words, '--format', formatNames.join(',')], { cwd: tmpdir() })
  const { nodes, edges, expansion } = JSON.parse(stdout) as GraphBuildOutput
  const text = (file: string) => readFileSync(path.join(folder, file), 'utf8')
  const document = JSON.parse(text('graph.json')) as GraphDocument
  const count = edges.declared + edges.inferred + (expansion?.pairs ?? 0)
  expect([document.nodes.length, document.edges.length]).toEqual([nodes, count])
  return { folder, document, text }
}

/** What formats with flat attributes should say of something. */
function flat<T>(item: T, attributes: readonly Attribute<T>[]): Record<string, string | number> {
  return Object.fromEntries(
    attributes.flatMap(({ name, read }) => {
      const value = read(item)
      return value === undefined ? [] : [[name, typeof value === 'string' ? visible(value) : value]]
    }),
  )
}

const nodesOf = ({ nodes }: GraphDocument) => nodes.map((node) => ({ id: node.id, ...flat(node, nodeAttributes) }))
const edgesOf = ({ edges }: GraphDocument) =>
  edges.map((edge) => ({ source: edge.source, target: edge.target, ...flat(edge, edgeAttributes) }))

function sorted(items: readonly object[]): string[] {
  return items.map((item) => JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))).sort()
}

function expectPythonAgrees({ folder, document }: Written): void {
  const found = JSON.parse(execaSync(python, [readers, folder]).stdout) as Record<string, object>
  const right = { nodes: document.nodes.length, edges: document.edges.length, differences: [] }
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((reader) => [reader, right])))
  expect(Object.keys(found)).toHaveLength(8)
}

function expectRapperAgrees({ folder, document }: Written): void {
  const url = pathToFileURL(path.join(folder, 'graph.ttl')).href
  const { stdout, stderr } = execaSync('rapper', ['-q', '-i', 'turtle', '-o', 'ntriples', url])
  expect(stderr).toBe('')
  const types = stdout.split('\n').filter((line) => line.includes('<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>'))
  const edges = types.filter((line) => line.endsWith('<urn:ossa:graph:Edge> .'))
  const nodes = types.filter((line) => line.startsWith('<urn:ossa:node:'))
  expect([nodes.length, edges.length]).toEqual([document.nodes.length, document.edges.length])
}

function expectGraphvizAgrees({ folder, document }: Written): void {
  const file = path.join(folder, 'graph.dot')
  const { stdout: counts } = execaSync('gc', ['-n', '-e', file])
  expect(counts.trim().split(/\s+/).slice(0, 2).map(Number)).toEqual([document.nodes.length, document.edges.length])
  const shown = (item: string, ends: string, names: readonly string[]) =>
    `${item}{print(${[ends, ...names.map((name) => `aget($,"${name}")`)].join(',"\\t",')})}`
  const names = (attributes: readonly { name: string }[]) => attributes.map(({ name }) => name)
  const program = [
    shown('N', '"N\\t",$.name', names(nodeAttributes)),
    shown('E', '"E\\t",$.tail.name,"\\t",$.head.name', names(edgeAttributes)),
  ].join(' ')
  const { stdout } = execaSync('gvpr', [program, file])
  const line = (start: readonly string[], values: object, attributes: readonly { name: string }[]) =>
    [...start, ...names(attributes).map((name) => (values as Record<string, unknown>)[name] ?? '')].join('\t')
  const nodes = nodesOf(document).map((node) => line(['N', node.id], node, nodeAttributes))
  const edges = edgesOf(document).map((edge) => line(['E', edge.source, edge.target], edge, edgeAttributes))
  expect(stdout.replaceAll('\\\\', '\\').split('\n').filter(Boolean).sort()).toEqual([...nodes, ...edges].sort())
}

function expectCytoscapeAgrees({ document, text }: Written): void {
  const { elements } = JSON.parse(text('graph.cytoscape.json')) as { elements: cytoscape.ElementsDefinition }
  const core = cytoscape({ headless: true, elements })
  expect([core.nodes().length, core.edges().length]).toEqual([document.nodes.length, document.edges.length])
  expect(core.nodes().map((node) => node.data('name'))).toEqual(document.nodes.map(({ name }) => name))
  expect(core.edges().map((edge) => [edge.source().id(), edge.data('kind'), edge.target().id()])).toEqual(
    document.edges.map(({ source, kind, target }) => [source, kind, target]),
  )
}

function expectGraphologyAgrees({ document, text }: Written): void {
  // It takes a graph without edges for one of both kinds, and then refuses it.
  if (document.edges.length === 0) return
  const graph = gexf.parse(MultiDirectedGraph, text('graph.gexf'))
  // GEXF has a label for each node; ours is the name.
  const nodes = graph.mapNodes((id, { label: _label, ...attributes }) => ({ id, ...attributes }))
  const edges = [...graph.edgeEntries()].map(({ attributes, source, target }) => ({ source, target, ...attributes }))
  expect(sorted(nodes)).toEqual(sorted(nodesOf(document)))
  expect(sorted(edges)).toEqual(sorted(edgesOf(document)))
}

function expectCypherIsRight({ document, text }: Written): void {
  const [constraint, ...statements] = readCypher(text('graph.cypher'))
  expect(constraint?.clause).toMatch(/^CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(n:OssaNode\) REQUIRE n\.id IS UNIQUE$/)
  const isNodes = ({ clause }: { clause: string }) => clause.startsWith('AS row MERGE (n:OssaNode {id: row.id})')
  const nodes = statements.filter(isNodes).flatMap(({ rows }) => rows)
  const edges = statements.filter((statement) => !isNodes(statement)).flatMap(({ rows }) => rows)
  expect(sorted(nodes)).toEqual(sorted(nodesOf(document)))
  expect(sorted(edges.map(({ props, ...ends }) => ({ ...ends, ...(props as object) })))).toEqual(
    sorted(edgesOf(document)),
  )
}

async function expectMermaidAgrees({ document, text }: Written): Promise<void> {
  const { type, labels, edges } = await mermaid.read(text('graph.mmd'))
  const numbers = new Map(document.nodes.map(({ id }, index) => [id, `n${index}`]))
  expect(type).toBe('flowchart-v2')
  expect(labels).toEqual(
    document.nodes.map(({ kind, name }) =>
      shortened(kind === 'agent' || kind === 'workflow' ? name : `${kind}: ${name}`),
    ),
  )
  expect(edges).toEqual(document.edges.map((edge) => [numbers.get(edge.source), edge.kind, numbers.get(edge.target)]))
}

function shortened(label: string): string {
  const characters = [...visible(label)]
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join('')
}

async function expectReadable(written: Written): Promise<void> {
  expectPythonAgrees(written)
  expectRapperAgrees(written)
  expectGraphvizAgrees(written)
  expectCytoscapeAgrees(written)
  expectGraphologyAgrees(written)
  expectCypherIsRight(written)
  await expectMermaidAgrees(written)
}

function hostileWorkspace(): string {
  const root = mkdtempSync(path.join(sandbox, 'hostile '))
  for (const [file, text] of Object.entries(hostileFleet())) writeFileSync(path.join(root, file), text)
  return root
}

describe.skipIf(isMissing)('other programs read', () => {
  it('a graph of hostile names, with its pairs', async () => {
    await expectReadable(await build(hostileWorkspace(), '--expand'))
  })

  it('an empty graph', async () => {
    await expectReadable(await build(mkdtempSync(path.join(sandbox, 'empty '))))
  })

  it('the graph of the example, with its pairs', async () => {
    await expectReadable(await build(path.resolve(import.meta.dirname, '../../examples/invoice-fleet'), '--expand'))
  })

  it.skipIf(isAbsent('corpus'))('the graph of ossa 0.4, with its pairs', async () => {
    await expectReadable(await build(path.join(shared, 'corpus/ossa-0.4'), '--expand', '--hub-cap', '20'))
  })

  it.skipIf(isAbsent('corpus'))('the graph of all the agents of others together', async () => {
    await expectReadable(await build(path.join(shared, 'corpus')))
  })
})

/** What Mermaid or Markdown might see in a label besides text. */
const awkward = [
  ...[
    '_a',
    'a_',
    'a _b_ c',
    'snake_case',
    'x--y',
    '*a*',
    'a*b*c',
    '~~x~~',
    '$$x$$',
    '<br>',
    '&lt;',
    'a | b',
    '(x)',
    '[x]',
    '{x}',
  ],
  ...[
    '1. first',
    '1) one',
    '- dash',
    '+ plus',
    '# head',
    '> quote',
    '    four',
    '---',
    '***',
    '[link](http://x)',
    '![i](x)',
  ],
  ...[
    'see https://localhost/x',
    'www.example.com',
    'x@example.com',
    'fa:fa-car',
    'a fas:fa-ban b',
    'a\\nb',
    'n0',
    '1',
    ' ',
  ],
  ...[
    'end',
    'graph',
    'subgraph',
    'class x',
    'style a',
    'click a',
    'default',
    '日本語',
    'é',
    '😀 ok',
    '%% x',
    '%%{init: {}}%%',
  ],
]

describe.skipIf(isMissing)('a flowchart of hostile names', () => {
  it('is drawn with these names, and nothing in them is carried out', async () => {
    const names = [...hostileNames, ...awkward]
    const nodes = names.map((name, index) => ({ id: `${index}`, kind: 'agent' as const, name, file: '', pointer: '' }))
    const [file] = flowchart.files
    const source = [file?.head, ...(file?.write({ communities: [], nodes, edges: [] }) ?? [])].join('')
    const labels = await mermaid.draw(source)
    expect(labels.sort()).toEqual(names.map(shortened).sort())
  })
})
