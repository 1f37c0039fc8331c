import type { GraphEdge, GraphNode } from '#core/contract'
import { escapeHidden } from '#core/diagnostics'
import { edgeAttributes } from './attributes.ts'
import type { Format } from './format.ts'
import { textLines } from './lines.ts'
import { jsonText, remembering } from './remembered-text.ts'

/** The elements of Cytoscape and Cytoscape.js. `value` and `key` are how networkx names nodes and tells parallel edges apart. */
export const cytoscape: Format = {
  name: 'cytoscape',
  summary: 'Cytoscape JSON, for Cytoscape and Cytoscape.js.',
  files: [
    {
      path: 'graph.cytoscape.json',
      head: '{"data":{"generator":"ossa",',
      *write({ nodes, edges }) {
        yield '"version":1},\n"directed":true,"multigraph":true,\n"elements":{"nodes":'
        yield textLines(nodes, (node) => escapeHidden(JSON.stringify(nodeElement(node))))
        yield ',\n"edges":'
        const inside = remembering((text) => jsonText(text).slice(1, -1))
        yield textLines(edges, (edge) => edgeElement(edge, inside))
        yield '}}\n'
      },
    },
  ],
}

function nodeElement(node: GraphNode): object {
  return { data: { ...node, value: node.id } }
}

/** `inside` gives text in JSON without its quotes. */
function edgeElement(edge: GraphEdge, inside: (text: string) => string): string {
  const source = inside(edge.source)
  const target = inside(edge.target)
  const kind = inside(edge.kind)
  let attributes = ''
  for (const { name, read } of edgeAttributes) {
    const value = read(edge)
    if (value !== undefined) attributes += `,"${name}":${typeof value === 'number' ? value : `"${inside(value)}"`}`
  }
  // No id of a node has a `>` in it.
  const id = `${kind}:${source}>${target}`
  return `{"data":{"id":"${id}","source":"${source}","target":"${target}","key":"${kind}"${attributes}}}`
}
