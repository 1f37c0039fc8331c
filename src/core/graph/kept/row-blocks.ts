import type { GraphNode } from '#core/contract'
import type { EdgeTable } from '../edge-table.ts'
import { EdgePrints } from './edge-prints.ts'
import { joinedPrint, TextPrints } from './print.ts'

/** Rows in blocks that are likely to change together. */
export interface RowBlocks {
  /** The first row of each block; after the last, the number of rows. */
  readonly starts: readonly number[]
  /** Of all that a block says: another one where it says something else. */
  readonly prints: Float64Array
  row(row: number): unknown
}

/** Each node by itself. */
export function nodeBlocks(nodes: readonly GraphNode[]): RowBlocks {
  const texts = new TextPrints(nodes.map((node) => JSON.stringify(node)))
  const prints = Float64Array.from(nodes, (_, node) => {
    texts.take(node)
    return joinedPrint(texts.first[node] ?? 0, texts.second[node] ?? 0)
  })
  return { starts: [...nodes.keys(), nodes.length], prints, row: (row) => nodes[row] }
}

/** Edges from the same node. */
export function edgeBlocks(table: EdgeTable): RowBlocks {
  const { sources } = table.columns
  const print = new EdgePrints(table)
  const starts: number[] = []
  for (let edge = 0; edge < table.length; edge += 1)
    if (edge === 0 || sources[edge] !== sources[edge - 1]) starts.push(edge)
  starts.push(table.length)
  const prints = Float64Array.from(starts.slice(1), (end, block) => print.of(starts[block] ?? 0, end))
  return { starts, prints, row: (row) => table.at(row) }
}
