import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '#core/contract'
import { formatNames, parseFormats, serializeGraph } from '#core/graph'
import { validateInstance } from '#core/schema'
import { formats } from '../../src/core/graph/formats/index.ts'
import { xmlText } from '../../src/core/graph/formats/xml.ts'
import { graphOf } from './graph-of.ts'
import { hostileFleet, hostileNames } from './hostile.ts'

const graph = await graphOf(hostileFleet())
const written = Object.fromEntries(serializeGraph(graph, formatNames).map(({ path, content }) => [path, content]))
const text = (file: string) => written[file] ?? ''

interface Cytoscape {
  readonly elements: {
    readonly nodes: { data: { id: string } }[]
    readonly edges: { data: { id: string; source: string; target: string } }[]
  }
}

describe('a graph of hostile names', () => {
  it('has a node for each of them, with ids that are plain text', () => {
    const agents = graph.nodes.filter(({ kind }) => kind === 'agent')
    expect(new Set(agents.map(({ id }) => id)).size).toBe(hostileNames.length)
    expect(agents.map(({ name }) => name).sort()).toEqual([...hostileNames].sort())
    for (const { id } of graph.nodes) {
      expect(id).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\ufffe\uffff]/u)
      expect(id.length).toBeLessThan(300)
    }
  })

  it('holds no character that could change what a terminal shows', () => {
    for (const [file, content] of Object.entries(written)) {
      // RFC 4180 ends lines like this.
      const text = ['nodes.csv', 'edges.csv'].includes(file) ? content.replaceAll('\r\n', '\n') : content
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202e\u2066\u200b]|\p{Cs}/u)
    }
  })

  it('is in JSON what the published schema says, one node or edge a line', async () => {
    const document = JSON.parse(text('graph.json')) as GraphDocument
    expect(document.nodes).toEqual(graph.nodes)
    expect(document.edges).toEqual(graph.edges)
    const schema = await import('../../schemas/output/graph.schema.json', { with: { type: 'json' } })
    expect(await validateInstance(schema.default, document)).toEqual([])
    const lines = text('graph.json')
      .split('\n')
      .filter((line) => line.startsWith('{'))
    expect(lines).toHaveLength(1 + graph.communities.length + graph.nodes.length + graph.edges.length)
  })

  it('has no dangling edge and no id twice in Cytoscape JSON', () => {
    const { elements } = JSON.parse(text('graph.cytoscape.json')) as Cytoscape
    const ids = new Set(elements.nodes.map(({ data }) => data.id))
    expect([ids.size, elements.edges.length]).toEqual([graph.nodes.length, graph.edges.length])
    for (const { data } of elements.edges) {
      expect(ids.has(data.source) && ids.has(data.target) && !ids.has(data.id)).toBe(true)
      ids.add(data.id)
    }
    expect(ids.size).toBe(graph.nodes.length + graph.edges.length)
  })

  it('is well-formed in GraphML: text is escaped, and every key is declared', () => {
    const graphml = text('graph.graphml')
    expect(graphml.match(/<node /g)).toHaveLength(graph.nodes.length)
    expect(graphml.match(/<edge /g)).toHaveLength(graph.edges.length)
    expect(graphml).not.toMatch(/<script|&(?!(amp|lt|gt|quot);)/)
    const declared = new Set([...graphml.matchAll(/<key id="(\w+)"/g)].map(([, key]) => key))
    for (const [, key] of graphml.matchAll(/<data key="(\w+)"/g)) expect(declared.has(key)).toBe(true)
  })
})

describe('CSV', () => {
  it('quotes what has to be, and guards what a spreadsheet would calculate', () => {
    const name = '=1+1,"x"\n'
    const nodes = ['+1', '-1', '@a', '＝1', 'a=1', name].map((each, index) => ({
      id: `${index}`,
      kind: 'agent' as const,
      name: each,
      file: '',
      pointer: '/a',
    }))
    const [file] = serializeGraph({ communities: [], nodes, edges: [] }, ['csv'])
    const names = file?.content.split('\r\n').slice(1, -1)
    expect(names?.map((row) => row.slice('0,agent,'.length, -',,,,,,"",,/a,'.length))).toEqual([
      "'+1",
      "'-1",
      "'@a",
      "'＝1",
      'a=1',
      `"'=1+1,""x""\\u{a}"`,
    ])
  })

  it('is not guarded for Neo4j, which calculates nothing', () => {
    const [file] = serializeGraph(graph, ['neo4j'])
    expect(file?.content).toContain(',"=HYPERLINK(""http://localhost"",""look"")",')
  })
})

describe('the files of all formats', () => {
  it('are the same every time', () => {
    expect(Object.fromEntries(serializeGraph(graph, formatNames).map(({ path, content }) => [path, content]))).toEqual(
      written,
    )
  })

  it('have names of their own, and begin as no other does', () => {
    expect(new Set(formats.flatMap(({ files }) => files.map(({ path }) => path))).size).toBe(
      Object.keys(written).length,
    )
    for (const { files } of formats)
      for (const { path, head } of files) {
        expect(text(path).startsWith(head)).toBe(true)
        // By its first line it is known as one of ours.
        expect(text(path).split(/\r?\n/)[0]?.startsWith(head)).toBe(true)
      }
  })
})

describe('xmlText', () => {
  it('writes what XML cannot hold so that it can be seen', () => {
    expect(xmlText('a<b>&"c"\u0000\ud800\ufffe]]>')).toBe('a&lt;b&gt;&amp;&quot;c&quot;\\u{0}\\u{d800}\\u{fffe}]]&gt;')
    expect(xmlText('🎉 ordinary')).toBe('🎉 ordinary')
  })
})

describe('the list of formats', () => {
  it('is put in order, each once', () => {
    expect(parseFormats('cytoscape, json,json')).toEqual(['json', 'cytoscape'])
  })

  it('names nothing else', () => {
    expect(() => parseFormats('json,grphml')).toThrow(
      expect.objectContaining({ kind: 'usage', hint: 'Did you mean "graphml"?' }),
    )
    expect(() => parseFormats('')).toThrow(expect.objectContaining({ kind: 'usage' }))
  })
})
