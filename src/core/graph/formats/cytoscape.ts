import { flatEdge } from './flat.ts'
import type { Format } from './format.ts'
import { jsonLines } from './json-lines.ts'

/** The elements of Cytoscape and Cytoscape.js. `value` and `key` are how networkx names nodes and tells parallel edges apart. */
export const cytoscape: Format = {
  name: 'cytoscape',
  summary: 'Cytoscape JSON.',
  file: 'graph.cytoscape.json',
  head: '{"data":{"generator":"ossa",',
  serialize({ version, nodes, edges }) {
    const nodeData = nodes.map((node) => ({ data: { ...node, value: node.id } }))
    const edgeData = edges.map((edge) => {
      const { source, target, kind } = edge
      const ends = { id: `${kind}:${source}→${target}`, source, target, key: kind }
      return { data: Object.assign(ends, flatEdge(edge)) }
    })
    return [
      `${this.head}"version":${version}},\n"directed":true,"multigraph":true,\n`,
      `"elements":{"nodes":${jsonLines(nodeData)},\n"edges":${jsonLines(edgeData)}}}\n`,
    ].join('')
  },
}
