import type { GraphEdge, GraphNode } from '#core/contract'
import { type Attribute, edgeAttributes, nodeAttributes } from './attributes.ts'
import { csvRow } from './csv-row.ts'
import type { Format } from './format.ts'
import { lines } from './lines.ts'
import { commonLabel, labelOf, relationshipTypeOf } from './neo4j-words.ts'

const types = { text: '', integer: ':int', decimal: ':double' } as const

/** What `neo4j-admin database import` reads (https://neo4j.com/docs/operations-manual/current/tools/neo4j-admin/neo4j-admin-import). */
export const neo4j: Format = {
  name: 'neo4j',
  summary: 'CSV with the headers that neo4j-admin database import reads.',
  files: [
    {
      path: 'neo4j-nodes.csv',
      head: 'id:ID,kind,name,version,',
      *write({ nodes }) {
        yield `${csvRow(['id:ID', ...headers(nodeAttributes), ':LABEL']).slice(this.head.length)}\n`
        yield lines(nodes, (node) => `${csvRow(nodeRow(node))}\n`)
      },
    },
    {
      path: 'neo4j-relationships.csv',
      head: ':START_ID,:END_ID,:TYPE,kind,origin,',
      *write({ edges }) {
        yield `${csvRow([':START_ID', ':END_ID', ':TYPE', ...headers(edgeAttributes)]).slice(this.head.length)}\n`
        yield lines(edges, (edge) => `${csvRow(edgeRow(edge))}\n`)
      },
    },
  ],
}

function headers<T>(attributes: readonly Attribute<T>[]): string[] {
  return attributes.map(({ name, type }) => name + types[type])
}

function nodeRow(node: GraphNode) {
  return [node.id, ...nodeAttributes.map(({ read }) => read(node)), `${commonLabel};${labelOf(node.kind)}`]
}

function edgeRow(edge: GraphEdge) {
  const { source, target, kind } = edge
  return [source, target, relationshipTypeOf(kind), ...edgeAttributes.map(({ read }) => read(edge))]
}
