import type { GraphEdge, GraphNode } from '#core/contract'
import type { EdgeTable } from './edge-table.ts'
import { factCodes } from './fact-codes.ts'

/** A graph in which nodes and edges are numbers, so that ways through it are found fast. */
export class GraphIndex {
  readonly nodes: readonly GraphNode[]
  /** Of each edge. */
  readonly sources: Int32Array
  readonly targets: Int32Array
  /** The edges that lead away from a node, and to it. */
  readonly outgoing: Adjacency
  readonly incoming: Adjacency
  readonly #graph: Indexed
  /** Of each edge; a number for each kind. */
  readonly #kinds: Int32Array
  readonly #numberOfKind = new Map<string, number>()
  #numbers: ReadonlyMap<string, number> | undefined
  #ofKind: ReadonlyMap<string, readonly number[]> | undefined

  constructor(graph: Indexed) {
    const { nodes, table } = graph
    this.nodes = nodes
    this.#graph = graph
    if (table === undefined) {
      const { edges } = graph
      this.sources = Int32Array.from(edges, ({ source }) => this.numberOf(source) ?? -1)
      this.targets = Int32Array.from(edges, ({ target }) => this.numberOf(target) ?? -1)
      this.#kinds = Int32Array.from(edges, ({ kind }) => this.#kindNumber(kind))
    } else {
      const { sources, targets, codes } = table.columns
      this.sources = sources
      this.targets = targets
      const kinds = factCodes.map(({ kind }) => this.#kindNumber(kind))
      this.#kinds = codes.map((code) => kinds[code] ?? -1)
    }
    this.outgoing = new Adjacency(nodes.length, this.sources)
    this.incoming = new Adjacency(nodes.length, this.targets)
  }

  get edges(): readonly GraphEdge[] {
    return this.#graph.edges
  }

  /** The number of a node. */
  numberOf(id: string): number | undefined {
    this.#numbers ??= new Map(this.nodes.map((node, number) => [node.id, number]))
    return this.#numbers.get(id)
  }

  node(number: number): GraphNode {
    return found(this.nodes[number])
  }

  edge(number: number): GraphEdge {
    const { table, edges } = this.#graph
    return table === undefined ? found(edges[number]) : table.at(number)
  }

  source(edge: number): number {
    return this.sources[edge] ?? -1
  }

  target(edge: number): number {
    return this.targets[edge] ?? -1
  }

  /** In order. */
  nodesOfKind(kind: string): readonly number[] {
    this.#ofKind ??= groupedByKind(this.nodes)
    return this.#ofKind.get(kind) ?? []
  }

  /** The nodes that edges of a kind lead from to this one, in order. */
  sourcesOf(node: number, kind: string): readonly number[] {
    return this.#endsOf(this.incoming.of(node), kind, this.sources)
  }

  /** The nodes that edges of a kind lead to from this one, in order. */
  targetsOf(node: number, kind: string): readonly number[] {
    return this.#endsOf(this.outgoing.of(node), kind, this.targets)
  }

  /** The edge of a kind from one node to another, if there is one. */
  edgesBetween(source: number, target: number, kind: string): readonly GraphEdge[] {
    const wanted = this.#numberOfKind.get(kind)
    const edges = this.outgoing.of(source).filter((edge) => this.targets[edge] === target)
    return [...edges].filter((edge) => this.#kinds[edge] === wanted).map((edge) => this.edge(edge))
  }

  /** The kinds of edges that there are. */
  get kinds(): ReadonlySet<string> {
    const there = new Set(this.#kinds)
    return new Set([...this.#numberOfKind].filter(([, number]) => there.has(number)).map(([kind]) => kind))
  }

  #endsOf(edges: Int32Array, kind: string, ends: Int32Array): readonly number[] {
    const wanted = this.#numberOfKind.get(kind)
    const nodes: number[] = []
    let isSorted = true
    for (let place = 0; place < edges.length; place += 1) {
      const edge = edges[place] ?? -1
      if (this.#kinds[edge] !== wanted) continue
      const node = ends[edge] ?? -1
      if (nodes.length > 0 && node < (nodes[nodes.length - 1] ?? 0)) isSorted = false
      nodes.push(node)
    }
    return isSorted ? nodes : nodes.sort((a, b) => a - b)
  }

  #kindNumber(kind: string): number {
    const known = this.#numberOfKind.get(kind) ?? this.#numberOfKind.size
    this.#numberOfKind.set(kind, known)
    return known
  }
}

/** Nodes and edges, and what else is known of these. */
interface Indexed {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
  readonly table?: EdgeTable
}

function groupedByKind(nodes: readonly GraphNode[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (let number = 0; number < nodes.length; number += 1) {
    const { kind = '' } = nodes[number] ?? {}
    const group = groups.get(kind)
    if (group === undefined) groups.set(kind, [number])
    else group.push(number)
  }
  return groups
}

/** Which edges each node has, in compressed rows. */
class Adjacency {
  readonly #starts: Int32Array
  readonly #edges: Int32Array

  constructor(nodes: number, ends: Int32Array) {
    const starts = new Int32Array(nodes + 1)
    for (let edge = 0; edge < ends.length; edge += 1) {
      const next = (ends[edge] ?? 0) + 1
      starts[next] = (starts[next] ?? 0) + 1
    }
    for (let node = 0; node < nodes; node += 1) starts[node + 1] = (starts[node + 1] ?? 0) + (starts[node] ?? 0)
    const free = starts.slice()
    const edges = new Int32Array(ends.length)
    for (let edge = 0; edge < ends.length; edge += 1) {
      const node = ends[edge] ?? 0
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
