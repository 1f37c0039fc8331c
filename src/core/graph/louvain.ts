import { UndirectedGraph } from 'graphology'
import communityDetection from 'graphology-communities-louvain'
import type { ClusterEdges, Partition } from './cluster-graph.ts'

const seed = 0x0_55_a

// The package is CommonJS; bundled, its function is the default export itself.
const { detailed } = communityDetection as unknown as (typeof communityDetection)['default']

/** Louvain's method, with a generator of its own so that the same graph always gives the same. */
export function louvain(vertices: number, { first, second, weights }: ClusterEdges): Partition {
  const graph = new UndirectedGraph({ allowSelfLoops: false })
  for (let vertex = 0; vertex < vertices; vertex += 1) graph.addNode(vertex)
  for (const [edge, weight] of weights.entries())
    graph.addUndirectedEdgeWithKey(edge, first[edge], second[edge], { weight })
  const { communities, modularity } = detailed(graph, { rng: generator(seed) })
  return { parts: Array.from({ length: vertices }, (_, vertex) => communities[vertex] ?? 0), modularity }
}

// Mulberry32, by Tommy Ettinger (public domain).
function generator(start: number): () => number {
  let state = start
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
