import type { GraphEdge, GraphNode } from '#core/contract'
import { edgeAttributes } from './attributes.ts'
import type { Format } from './format.ts'
import { jsonLines, mapped } from './json-lines.ts'

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
        yield* jsonLines(mapped(nodes, nodeElement))
        yield ',\n"edges":'
        yield* jsonLines(mapped(edges, edgeElement))
        yield '}}\n'
      },
    },
  ],
}

function nodeElement(node: GraphNode): object {
  return { data: { ...node, value: node.id } }
}

function edgeElement(edge: GraphEdge): object {
  const { source, target, kind } = edge
  const attributes = Object.fromEntries(edgeAttributes.map(({ name, read }) => [name, read(edge)]))
  // No id of a node has a `>` in it.
  return { data: { id: `${kind}:${source}>${target}`, source, target, key: kind, ...attributes } }
}
