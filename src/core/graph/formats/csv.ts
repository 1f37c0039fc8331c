import type { GraphEdge, GraphNode } from '#core/contract'
import { type Attribute, edgeAttributes, nodeAttributes } from './attributes.ts'
import { csvRow, withoutFormula } from './csv-row.ts'
import type { Format } from './format.ts'
import { lines, type Piece } from './lines.ts'

const nodeColumns: readonly Attribute<GraphNode>[] = [
  { name: 'id', type: 'text', read: ({ id }) => id },
  ...nodeAttributes,
]

const edgeColumns: readonly Attribute<GraphEdge>[] = [
  { name: 'source', type: 'text', read: ({ source }) => source },
  { name: 'target', type: 'text', read: ({ target }) => target },
  ...edgeAttributes,
]

/** CSV as RFC 4180 has it, safe to open in a spreadsheet. */
export const csv: Format = {
  name: 'csv',
  summary: 'CSV (RFC 4180), for spreadsheets and data frames.',
  files: [
    {
      path: 'nodes.csv',
      head: 'id,kind,name,version,',
      *write({ nodes }) {
        yield* rows(nodes, nodeColumns, this.head)
      },
    },
    {
      path: 'edges.csv',
      head: 'source,target,kind,origin,',
      *write({ edges }) {
        yield* rows(edges, edgeColumns, this.head)
      },
    },
  ],
}

function* rows<T>(items: Iterable<T>, columns: readonly Attribute<T>[], head: string): Generator<Piece> {
  yield `${csvRow(columns.map(({ name }) => name)).slice(head.length)}\r\n`
  yield lines(items, (item) => `${csvRow(columns.map(({ read }) => withoutFormula(read(item))))}\r\n`)
}
