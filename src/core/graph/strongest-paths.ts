import type { GraphIndex } from './graph-index.ts'
import { Heap } from './heap.ts'

/** A way from one end to the other. */
export interface WeightedPath {
  readonly nodes: readonly number[]
  /** Of all its edges together: 1 for an edge, more for one that says little. */
  readonly cost: number
}

export interface PathRequest {
  readonly from: readonly number[]
  readonly to: readonly number[]
  /** How many at most. */
  readonly most: number
}

/**
 * The cheapest paths that visit no node twice, in whatever direction edges lead: Yen's algorithm (Finding the k shortest loopless
 * paths in a network, 1971), with exact distances to the other end to search by.
 */
export function strongestPaths(index: GraphIndex, { from, to, most }: PathRequest): WeightedPath[] {
  const search = new Search(index, new Set(to))
  const found: WeightedPath[] = []
  const candidates = new Map<string, WeightedPath>()
  const propose = (prefix: readonly number[], starts: readonly number[], refused: Refused) => {
    const rest = search.shortest(starts, refused)
    if (rest === undefined) return
    const nodes = [...prefix, ...rest]
    candidates.set(nodes.join(' '), { nodes, cost: search.costOf(nodes) })
  }
  // No path leads through another start: that one's own is shorter.
  propose([], from, { nodes: new Set(), steps: new Set() })
  for (let next = best(candidates); next !== undefined && found.length < most; next = best(candidates)) {
    candidates.delete(next.nodes.join(' '))
    found.push(next)
    const used = new Set(found.map(({ nodes: [start = -1] }) => start))
    propose(
      [],
      from.filter((start) => !used.has(start)),
      { nodes: used, steps: new Set() },
    )
    for (const [place, spur] of next.nodes.slice(0, -1).entries()) {
      const prefix = next.nodes.slice(0, place)
      const alike = found.filter(({ nodes }) => [...prefix, spur].every((node, at) => nodes[at] === node))
      const steps = new Set(alike.map(({ nodes }) => nodes[place + 1] ?? -1))
      propose(prefix, [spur], { nodes: new Set([...prefix, ...from]), steps })
    }
  }
  return found
}

/** What a path must not do: visit nodes, go from its start to nodes. */
interface Refused {
  readonly nodes: ReadonlySet<number>
  readonly steps: ReadonlySet<number>
}

// Of equal ones the shorter, and then the one whose ids come first.
function best(candidates: ReadonlyMap<string, WeightedPath>): WeightedPath | undefined {
  return [...candidates.values()].reduce<WeightedPath | undefined>(
    (first, each) => (first === undefined || comparePaths(each, first) < 0 ? each : first),
    undefined,
  )
}

function comparePaths(a: WeightedPath, b: WeightedPath): number {
  const byCost = Math.round((a.cost - b.cost) * 1e9)
  if (byCost !== 0 || a.nodes.length !== b.nodes.length) return byCost || a.nodes.length - b.nodes.length
  const place = a.nodes.findIndex((node, at) => node !== b.nodes[at])
  return (a.nodes[place] ?? 0) - (b.nodes[place] ?? 0)
}

class Search {
  readonly #index: GraphIndex
  readonly #ends: ReadonlySet<number>
  /** From each node to the nearest end. */
  readonly #left: Float64Array

  constructor(index: GraphIndex, ends: ReadonlySet<number>) {
    this.#index = index
    this.#ends = ends
    this.#left = this.#distances(ends)
  }

  /** The cheapest path from one of the starts to an end, both included. */
  shortest(starts: readonly number[], refused: Refused): number[] | undefined {
    const costs = new Map<number, number>()
    const before = new Map<number, number>()
    const queue = new Heap<number>()
    const closed = new Set<number>()
    const origins = new Set(starts)
    const visit = (node: number, cost: number, from?: number) => {
      const left = this.#left[node] ?? Number.POSITIVE_INFINITY
      if (left === Number.POSITIVE_INFINITY || cost >= (costs.get(node) ?? Number.POSITIVE_INFINITY)) return
      costs.set(node, cost)
      if (from !== undefined) before.set(node, from)
      queue.push(node, cost + left)
    }
    for (const start of starts) visit(start, 0)
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      if (this.#ends.has(node)) return trace(node, before)
      if (closed.has(node)) continue
      closed.add(node)
      const isRefused = (other: number) =>
        refused.nodes.has(other) || origins.has(other) || (!before.has(node) && refused.steps.has(other))
      for (const { other, cost } of this.#steps(node))
        if (!isRefused(other)) visit(other, (costs.get(node) ?? 0) + cost, node)
    }
    return undefined
  }

  costOf(nodes: readonly number[]): number {
    return nodes.slice(1).reduce((sum, node, at) => {
      const costs = [...this.#steps(nodes[at] ?? -1)].filter(({ other }) => other === node).map(({ cost }) => cost)
      return sum + Math.min(...costs)
    }, 0)
  }

  #distances(ends: ReadonlySet<number>): Float64Array {
    const distances = new Float64Array(this.#index.nodes.length).fill(Number.POSITIVE_INFINITY)
    const queue = new Heap<{ node: number; distance: number }>()
    for (const end of ends) {
      distances[end] = 0
      queue.push({ node: end, distance: 0 }, 0)
    }
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next.distance > (distances[next.node] ?? 0)) continue
      for (const { other, cost } of this.#steps(next.node)) {
        const distance = next.distance + cost
        if (distance >= (distances[other] ?? 0)) continue
        distances[other] = distance
        queue.push({ node: other, distance }, distance)
      }
    }
    return distances
  }

  *#steps(node: number): Generator<{ other: number; cost: number }> {
    const { outgoing, incoming } = this.#index
    for (const edge of outgoing.of(node)) yield { other: this.#index.target(edge), cost: this.#cost(edge) }
    for (const edge of incoming.of(node)) yield { other: this.#index.source(edge), cost: this.#cost(edge) }
  }

  #cost(edge: number): number {
    return 1 / (this.#index.edge(edge).weight ?? 1)
  }
}

function trace(end: number, before: ReadonlyMap<number, number>): number[] {
  const path = [end]
  for (let node = before.get(end); node !== undefined; node = before.get(node)) path.unshift(node)
  return path
}
