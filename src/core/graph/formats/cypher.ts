import type { GraphEdge } from '#core/contract'
import { type Attribute, edgeAttributes, nodeAttributes } from './attributes.ts'
import type { Format } from './format.ts'
import { commonLabel, labelOf, relationshipTypeOf } from './neo4j-words.ts'
import { visible } from './visible.ts'

/** Rows of one statement: enough to make it fast, few enough for one transaction. */
const mostRows = 500

/** Statements of Cypher (Neo4j 4.4 and later) that can be run again: what is there is brought up to date. */
export const cypher: Format = {
  name: 'cypher',
  summary: 'A Cypher script of MERGE statements, for cypher-shell; may be run again.',
  files: [
    {
      path: 'graph.cypher',
      head: '// Made by ossa.',
      *write({ nodes, edges }) {
        yield `\nCREATE CONSTRAINT ossa_node_id IF NOT EXISTS FOR (n:${commonLabel}) REQUIRE n.id IS UNIQUE;\n`
        yield* batched(nodes, (node) => `{id: ${quoted(node.id)}${properties(node, nodeAttributes)}}`, mergeNodes)
        yield* batched(edges, edgeRow, mergeEdges)
      },
    },
  ],
}

function edgeRow(edge: GraphEdge): string {
  const ends = `source: ${quoted(edge.source)}, target: ${quoted(edge.target)}`
  return `{${ends}, props: {${properties(edge, edgeAttributes).slice(', '.length)}}}`
}

function mergeNodes(kind: string): string {
  return `MERGE (n:${commonLabel} {id: row.id}) SET n += row, n:${named(labelOf(kind))};\n`
}

function mergeEdges(kind: string): string {
  const end = (name: string) => `(${name}:${commonLabel} {id: row.${name}})`
  const merge = `MERGE (source)-[r:${named(relationshipTypeOf(kind))}]->(target) SET r += row.props`
  return `MATCH ${end('source')} MATCH ${end('target')} ${merge};\n`
}

/** A statement for each so many of one kind: a label or a type cannot come from a row. */
function* batched<T extends { readonly kind: string }>(
  items: Iterable<T>,
  rowOf: (item: T) => string,
  merge: (kind: string) => string,
): Generator<string> {
  const rowsOf = new Map<string, string[]>()
  const statement = (kind: string, rows: readonly string[]) => `UNWIND [\n${rows.join(',\n')}\n] AS row ${merge(kind)}`
  for (const item of items) {
    const rows = rowsOf.get(item.kind) ?? []
    rows.push(rowOf(item))
    rowsOf.set(item.kind, rows.length < mostRows ? rows : [])
    if (rows.length === mostRows) yield statement(item.kind, rows)
  }
  for (const [kind, rows] of [...rowsOf].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (rows.length > 0) yield statement(kind, rows)
}

function properties<T>(item: T, attributes: readonly Attribute<T>[]): string {
  let text = ''
  for (const { name, read } of attributes) {
    const value = read(item)
    if (value !== undefined) text += `, ${name}: ${typeof value === 'number' ? value : quoted(value)}`
  }
  return text
}

// In every place Cypher reads `\u` and four digits as one character, but not after a backslash that is escaped itself.
function quoted(text: string): string {
  return `'${visible(text).replace(/['\\]/g, '\\$&')}'`
}

function named(word: string): string {
  return `\`${word.replaceAll('`', '``')}\``
}
