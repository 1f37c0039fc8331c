import type { GraphEdge, GraphNode } from '#core/contract'

/** A graph in which nodes and edges are numbers, so that ways through it are found fast. */
export class GraphIndex {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  /** Of each edge. */
  readonly sources: Int32Array
  readonly targets: Int32Array
  /** The edges that lead away from a node, and to it. */
  readonly outgoing: Adjacency
  readonly incoming: Adjacency
  readonly #numbers: ReadonlyMap<string, number>
  #kinds: Set<string> | undefined

  constructor({ nodes, edges }: Pick<GraphIndex, 'nodes' | 'edges'>) {
    this.nodes = nodes
    this.edges = edges
    this.#numbers = new Map(nodes.map(({ id }, number) => [id, number]))
    this.sources = Int32Array.from(edges, ({ source }) => this.#numbers.get(source) ?? -1)
    this.targets = Int32Array.from(edges, ({ target }) => this.#numbers.get(target) ?? -1)
    this.outgoing = new Adjacency(nodes.length, this.sources)
    this.incoming = new Adjacency(nodes.length, this.targets)
  }

  /** The number of a node. */
  numberOf(id: string): number | undefined {
    return this.#numbers.get(id)
  }

  node(number: number): GraphNode {
    return found(this.nodes[number])
  }

  edge(number: number): GraphEdge {
    return found(this.edges[number])
  }

  source(edge: number): number {
    return this.sources[edge] ?? -1
  }

  target(edge: number): number {
    return this.targets[edge] ?? -1
  }

  /** In order. */
  nodesOfKind(kind: string): readonly number[] {
    return [...this.nodes.keys()].filter((number) => this.node(number).kind === kind)
  }

  /** The nodes that edges of a kind lead from to this one, in order. */
  sourcesOf(node: number, kind: string): readonly number[] {
    const edges = this.incoming.of(node).filter((edge) => this.edge(edge).kind === kind)
    return [...edges].map((edge) => this.source(edge)).sort((a, b) => a - b)
  }

  /** The nodes that edges of a kind lead to from this one, in order. */
  targetsOf(node: number, kind: string): readonly number[] {
    const edges = this.outgoing.of(node).filter((edge) => this.edge(edge).kind === kind)
    return [...edges].map((edge) => this.target(edge)).sort((a, b) => a - b)
  }

  /** The edge of a kind from one node to another, if there is one. */
  edgesBetween(source: number, target: number, kind: string): readonly GraphEdge[] {
    const edges = this.outgoing.of(source).filter((edge) => this.target(edge) === target)
    return [...edges].map((edge) => this.edge(edge)).filter((edge) => edge.kind === kind)
  }

  /** The kinds of edges that there are. */
  get kinds(): ReadonlySet<string> {
    this.#kinds ??= new Set(this.edges.map(({ kind }) => kind))
    return this.#kinds
  }
}

/** Which edges each node has, in compressed rows. */
class Adjacency {
  readonly #starts: Int32Array
  readonly #edges: Int32Array

  constructor(nodes: number, ends: Int32Array) {
    const starts = new Int32Array(nodes + 1)
    for (const node of ends) starts[node + 1] = (starts[node + 1] ?? 0) + 1
    for (let node = 0; node < nodes; node += 1) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0)
    const free = starts.slice()
    const edges = new Int32Array(ends.length)
    for (const [edge, node] of ends.entries()) {
      const place = free[node] ?? 0
      edges[place] = edge
      free[node] = place + 1
    }
    this.#starts = starts
    this.#edges = edges
  }

  of(node: number): Int32Array {
    return this.#edges.subarray(this.#starts[node], this.#starts[node + 1])
  }
}

function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Error('There is no such node or edge.')
  return item
}
