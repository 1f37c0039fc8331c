import type { GraphEdge, GraphNode } from '#core/contract'
import { escapeHidden } from '#core/diagnostics'
import { edgeAttributes } from './attributes.ts'
import type { Format } from './format.ts'
import type { Quote } from './json-edge.ts'
import { textLines } from './json-lines.ts'
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
        yield* textLines(nodes, (node) => escapeHidden(JSON.stringify(nodeElement(node))))
        yield ',\n"edges":'
        const quote = remembering(jsonText)
        yield* textLines(edges, (edge) => edgeElement(edge, quote))
        yield '}}\n'
      },
    },
  ],
}

function nodeElement(node: GraphNode): object {
  return { data: { ...node, value: node.id } }
}

function edgeElement(edge: GraphEdge, quote: Quote): string {
  const { source, target, kind } = edge
  let attributes = ''
  for (const { name, read } of edgeAttributes) {
    const value = read(edge)
    if (value !== undefined) attributes += `,"${name}":${typeof value === 'number' ? value : quote(value)}`
  }
  // No id of a node has a `>` in it.
  const id = `"${inside(quote(kind))}:${inside(quote(source))}>${inside(quote(target))}"`
  return `{"data":{"id":${id},"source":${quote(source)},"target":${quote(target)},"key":${quote(kind)}${attributes}}}`
}

/** Without its quotes. */
function inside(text: string): string {
  return text.slice(1, -1)
}
