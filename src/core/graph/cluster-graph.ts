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
  const pairs = new WeightedPairs(vertices.length)
  for (const { node, agents } of hubs)
    if (agents.length > 1)
      for (const agent of agents) pairs.join(placeOf[agent] ?? none, placeOf[node] ?? none, rarity(agents.length))
  for (const [edge, source] of edges.sources.entries()) {
    const target = edges.targets[edge] ?? 0
    if (isActor[source] === 1 && isActor[target] === 1) pairs.join(placeOf[source] ?? none, placeOf[target] ?? none, 1)
  }
  return { vertices, edges: pairs.sorted(), leaves: leavesOf({ nodes, edges, hubs }) }
}

function leavesOf({ edges, hubs }: ClusterInput): Map<number, number> {
  const leaves = new Map<number, number>()
  for (const { node, agents } of hubs) if (agents.length === 1) leaves.set(node, agents[0] ?? none)
  for (const [edge, source] of edges.sources.entries())
    if (isTask[edges.codes[edge] ?? 0] === true) leaves.set(edges.targets[edge] ?? 0, source)
  return leaves
}

/** Pairs of vertices with a weight, that of equal ones together. */
class WeightedPairs {
  readonly #vertices: number
  readonly #keys: number[] = []
  readonly #weights: number[] = []

  constructor(vertices: number) {
    this.#vertices = vertices
  }

  join(a: number, b: number, weight: number): void {
    if (a === none || b === none || a === b) return
    this.#keys.push(Math.min(a, b) * this.#vertices + Math.max(a, b))
    this.#weights.push(weight)
  }

  sorted(): ClusterEdges {
    const weights = new Map<number, number>()
    for (const [place, key] of this.#keys.entries())
      weights.set(key, (weights.get(key) ?? 0) + (this.#weights[place] ?? 0))
    const keys = Float64Array.from(weights.keys()).sort()
    return {
      first: Int32Array.from(keys, (key) => Math.floor(key / this.#vertices)),
      second: Int32Array.from(keys, (key) => key % this.#vertices),
      weights: Float64Array.from(keys, (key) => weights.get(key) ?? 0),
    }
  }
}
