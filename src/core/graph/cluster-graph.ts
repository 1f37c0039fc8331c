import type { GraphNode } from '#core/contract'
import type { EdgeColumns } from './edge-columns.ts'
import { factCodes } from './fact-codes.ts'
import { type Hub, rarity } from './hubs.ts'
import { none } from './int-columns.ts'

/** What communities are sought in. Nodes are known by their places. */
export interface ClusterInput {
  readonly nodes: readonly GraphNode[]
  readonly edges: EdgeColumns
  readonly hubs: readonly Hub[]
}

/** The weighted, undirected graph in which communities are sought. */
export interface ClusterGraph {
  /** Nodes, sorted: agents, workflows and what at least two agents lead to. */
  readonly vertices: readonly number[]
  /** Two vertices, the smaller first, and a weight; sorted. */
  readonly edges: ClusterEdges
  /** What only one agent leads to, with that agent; tasks, with their workflow. They can be in no other community. */
  readonly leaves: ReadonlyMap<number, number>
}

export interface ClusterEdges {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly weights: Float64Array
}

/** A part for each vertex, and how good it is to divide them so. */
export interface Partition {
  readonly parts: readonly number[]
  readonly modularity: number
}

const isTask = factCodes.map(({ kind }) => kind === 'has-task')

/**
 * Agents that share something are joined through it rather than pair by pair: the graph grows with what is written, not with the
 * square of it.
 */
export function clusterGraphOf({ nodes, edges, hubs }: ClusterInput): ClusterGraph {
  const isActor = Uint8Array.from(nodes, ({ kind }) => (kind === 'agent' || kind === 'workflow' ? 1 : 0))
  const isVertex = isActor.slice()
  for (const { node, agents } of hubs) if (agents.length > 1) isVertex[node] = 1
  const vertices = [...nodes.keys()].filter((node) => isVertex[node] === 1)
  const placeOf = new Int32Array(nodes.length).fill(none)
  for (const [place, node] of vertices.entries()) placeOf[node] = place
  const { sources, targets } = edges
  const pairs = new PairList(vertices.length, sources.length)
  const weights = new Float64Array(vertices.length)
  for (const { node, agents } of hubs) {
    if (agents.length < 2) continue
    const hub = placeOf[node] ?? none
    weights[hub] = rarity(agents.length)
    for (const agent of agents) pairs.add(placeOf[agent] ?? none, hub)
  }
  for (let edge = 0; edge < sources.length; edge += 1) {
    const [source, target] = [sources[edge] ?? 0, targets[edge] ?? 0]
    if (isActor[source] === 1 && isActor[target] === 1) pairs.add(placeOf[source] ?? none, placeOf[target] ?? none)
  }
  return { vertices, edges: pairs.weighed(weights), leaves: leavesOf({ nodes, edges, hubs }) }
}

function leavesOf({ edges, hubs }: ClusterInput): Map<number, number> {
  const leaves = new Map<number, number>()
  for (const { node, agents } of hubs) if (agents.length === 1) leaves.set(node, agents[0] ?? none)
  for (let edge = 0; edge < edges.sources.length; edge += 1)
    if (isTask[edges.codes[edge] ?? 0] === true) leaves.set(edges.targets[edge] ?? 0, edges.sources[edge] ?? none)
  return leaves
}

/** Pairs of vertices, as they come. */
class PairList {
  readonly #vertices: number
  readonly #keys: Float64Array
  #length = 0

  constructor(vertices: number, most: number) {
    this.#vertices = vertices
    this.#keys = new Float64Array(most * 2)
  }

  add(a: number, b: number): void {
    if (a === b) return
    this.#keys[this.#length] = Math.min(a, b) * this.#vertices + Math.max(a, b)
    this.#length += 1
  }

  /** Each pair once, sorted. It weighs as much as what is shared through one of the two, else as often as it is there. */
  weighed(weights: Float64Array): ClusterEdges {
    const keys = this.#keys.subarray(0, this.#length).sort()
    const edges = {
      first: new Int32Array(keys.length),
      second: new Int32Array(keys.length),
      weights: new Float64Array(keys.length),
    }
    let last = none
    for (let place = 0; place < keys.length; place += 1) {
      const key = keys[place] ?? 0
      if (place === 0 || key !== keys[place - 1]) last += 1
      const [first, second] = [Math.floor(key / this.#vertices), key % this.#vertices]
      edges.first[last] = first
      edges.second[last] = second
      edges.weights[last] = weights[first] || weights[second] || (edges.weights[last] ?? 0) + 1
    }
    const size = last + 1
    return {
      first: edges.first.subarray(0, size),
      second: edges.second.subarray(0, size),
      weights: edges.weights.subarray(0, size),
    }
  }
}
