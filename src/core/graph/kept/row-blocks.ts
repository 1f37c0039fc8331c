import type { GraphNode } from '#core/contract'
import type { EdgeTable } from '../edge-table.ts'
import { none } from '../int-columns.ts'
import { edgePrints } from './edge-prints.ts'
import { Print } from './print.ts'

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
  const print = new Print()
  const starts: number[] = []
  const prints = new Float64Array(nodes.length)
  let row = 0
  for (const node of nodes) {
    starts.push(row)
    prints[row] = printOf(node, print)
    row += 1
  }
  starts.push(nodes.length)
  return { starts, prints, row: (row) => nodes[row] }
}

function printOf(node: GraphNode, print: Print): number {
  const { labels, tags } = node
  print.begin()
  print.text(node.id)
  print.text(node.kind)
  print.text(node.name)
  print.text(node.version)
  print.text(node.type)
  print.text(node.file)
  print.text(node.pointer)
  print.number(node.document ?? none)
  print.number(node.line ?? none)
  print.number(node.community ?? none)
  if (labels !== undefined || tags !== undefined) print.text(JSON.stringify([labels, tags]))
  return print.end()
}

/** Edges from the same node. */
export function edgeBlocks(table: EdgeTable): RowBlocks {
  const { sources } = table.columns
  const starts: number[] = []
  for (let edge = 0; edge < table.length; edge += 1)
    if (edge === 0 || sources[edge] !== sources[edge - 1]) starts.push(edge)
  starts.push(table.length)
  return { starts, prints: edgePrints(table, starts), row: (row) => table.at(row) }
}
