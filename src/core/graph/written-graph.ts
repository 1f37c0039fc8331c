import type { EdgeCounts, GraphExpansion } from '#core/contract'
import { writtenCounts } from './counts.ts'
import type { GraphContent } from './formats/format.ts'
import { GraphIndex } from './graph-index.ts'
import type { Graph } from './model.ts'
import { pairEdges } from './pairs/pair-edges.ts'

/** What joins more agents says little about any two of them. */
export const usualHubCap = 100

export interface Extent {
  /** Pairs of agents that share something or work together, too. */
  readonly expand: boolean
  /** But not those that follow only from what joins more agents than this. Default 100. */
  readonly hubCap?: number | undefined
}

/** What is written of a graph. How much that is, is known when it has been written. */
export interface WrittenGraph {
  readonly content: GraphContent
  edgeCounts(): EdgeCounts
  expansion(): GraphExpansion | undefined
}

/** A graph as it is to be written: with or without the pairs that follow from it, which are never held all at once. */
export function writtenGraph(graph: Graph, { expand, hubCap = usualHubCap }: Extent): WrittenGraph {
  const { nodes, communities, table } = graph
  const content = { nodes, communities, edges: table }
  if (!expand) return { content, edgeCounts: () => countEdges(graph, {}), expansion: () => undefined }
  const { edges: pairs, skipped } = pairEdges(new GraphIndex(graph), graph.pairs, hubCap)
  let pairsByKind: Record<string, number> = {}
  const edges = {
    *[Symbol.iterator]() {
      yield* table
      const counts: Record<string, number> = {}
      for (const pair of pairs) {
        counts[pair.kind] = (counts[pair.kind] ?? 0) + 1
        yield pair
      }
      pairsByKind = counts
    },
  }
  return {
    content: { ...content, edges },
    edgeCounts: () => countEdges(graph, pairsByKind),
    expansion: () => ({ hubCap, pairs: total(pairsByKind), skipped: [...skipped] }),
  }
}

function countEdges({ table }: Graph, pairsByKind: Readonly<Record<string, number>>): EdgeCounts {
  const { declared, inferred, byKind: written } = writtenCounts(table)
  const byKind = { ...written, ...pairsByKind }
  return {
    declared,
    inferred,
    derived: total(pairsByKind),
    byKind: Object.fromEntries(Object.entries(byKind).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
