import communityDetection from 'graphology-communities-louvain'
import type { ClusterEdges, Partition } from './cluster-graph.ts'

const seed = 0x0_55_a

// The package is CommonJS; bundled, its function is the default export itself.
const { detailed } = communityDetection as unknown as (typeof communityDetection)['default']

/** Louvain's method, with a generator of its own so that the same graph always gives the same. */
export function louvain(vertices: number, edges: ClusterEdges): Partition {
  const graph = new ColumnGraph(vertices, edges) as unknown as Parameters<typeof detailed>[0]
  const getEdgeWeight = (edge: unknown): number => edges.weights[edge as number] ?? 0
  const { communities, modularity } = detailed(graph, { rng: seededRandom(), getEdgeWeight })
  return { parts: Array.from({ length: vertices }, (_, vertex) => communities[vertex] ?? 0), modularity }
}

/**
 * Of a `Graph` of graphology, what the package reads: once, into arrays of its own. A real one would take as long to make as the
 * communities take to be found.
 */
class ColumnGraph {
  readonly type = 'undirected'
  readonly multi = false
  readonly selfLoopCount = 0
  readonly order: number
  readonly size: number
  readonly #edges: ClusterEdges
  readonly #degrees: Int32Array

  constructor(vertices: number, edges: ClusterEdges) {
    const { first, second } = edges
    this.order = vertices
    this.size = first.length
    this.#edges = edges
    this.#degrees = new Int32Array(vertices)
    for (let edge = 0; edge < first.length; edge += 1) {
      this.#count(first[edge] ?? 0)
      this.#count(second[edge] ?? 0)
    }
  }

  forEachNode(tell: (node: number) => void): void {
    for (let node = 0; node < this.order; node += 1) tell(node)
  }

  undirectedDegreeWithoutSelfLoops(node: number): number {
    return this.#degrees[node] ?? 0
  }

  forEachEdge(tell: (edge: number, attributes: object, source: number, target: number) => void): void {
    const { first, second } = this.#edges
    for (let edge = 0; edge < this.size; edge += 1) tell(edge, none, first[edge] ?? 0, second[edge] ?? 0)
  }

  // By these the package knows a graph.
  addUndirectedEdgeWithKey(): never {
    throw new TypeError('the columns of a graph are only read')
  }

  dropNode(): never {
    throw new TypeError('the columns of a graph are only read')
  }

  #count(vertex: number): void {
    this.#degrees[vertex] = (this.#degrees[vertex] ?? 0) + 1
  }
}

const none = {}

/** Mulberry32, by Tommy Ettinger (public domain). */
export function seededRandom(): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
