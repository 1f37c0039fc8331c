import type { EdgeCounts, GraphEdge, GraphExpansion } from '#core/contract'
import { tally } from './counts.ts'
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
  if (!expand) return { content: graph, edgeCounts: () => countEdges(graph.edges, {}), expansion: () => undefined }
  const { edges: pairs, skipped } = pairEdges(new GraphIndex(graph), graph.pairs, hubCap)
  let pairsByKind: Record<string, number> = {}
  const edges = {
    *[Symbol.iterator]() {
      yield* graph.edges
      const counts: Record<string, number> = {}
      for (const pair of pairs) {
        counts[pair.kind] = (counts[pair.kind] ?? 0) + 1
        yield pair
      }
      pairsByKind = counts
    },
  }
  return {
    content: { ...graph, edges },
    edgeCounts: () => countEdges(graph.edges, pairsByKind),
    expansion: () => ({ hubCap, pairs: total(pairsByKind), skipped: [...skipped] }),
  }
}

function countEdges(edges: readonly GraphEdge[], pairsByKind: Readonly<Record<string, number>>): EdgeCounts {
  const ofOrigin = tally(edges.map(({ origin }) => ({ kind: origin })))
  const byKind = { ...tally(edges), ...pairsByKind }
  return {
    declared: ofOrigin['declared'] ?? 0,
    inferred: ofOrigin['inferred'] ?? 0,
    derived: total(pairsByKind),
    byKind: Object.fromEntries(Object.entries(byKind).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
