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
  readonly pairs: VertexPairs
  /** Of nodes: what only one agent leads to has that agent; tasks have their workflow. They can be in no other community. */
  readonly leafOf: Int32Array
}

/** Pairs of vertices, from which edges are made where they are needed. */
export interface VertexPairs {
  readonly vertices: number
  /** Two vertices as one number. In any order, and several times where there are several reasons. */
  readonly keys: Float64Array
  /** Of vertices that are shared. */
  readonly weights: Float64Array
}

/** Two vertices, the smaller first, and a weight; sorted. */
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
  const isActor = actorsAmong(nodes)
  const isVertex = isActor.slice()
  for (const { node, agents } of hubs) if (agents.length > 1) isVertex[node] = 1
  const vertices: number[] = []
  const placeOf = new Int32Array(nodes.length).fill(none)
  for (let node = 0; node < nodes.length; node += 1) if (isVertex[node] === 1) placeOf[node] = vertices.push(node) - 1
  const { sources, targets } = edges
  const pairs = new PairList(vertices.length, sources.length)
  const weights = new Float64Array(vertices.length)
  for (const { node, agents } of hubs) {
    if (agents.length < 2) continue
    const hub = placeOf[node] ?? none
    weights[hub] = rarity(agents.length)
    for (let at = 0; at < agents.length; at += 1) pairs.add(placeOf[agents[at] ?? 0] ?? none, hub)
  }
  for (let edge = 0; edge < sources.length; edge += 1) {
    const source = sources[edge] ?? 0
    const target = targets[edge] ?? 0
    if (isActor[source] === 1 && isActor[target] === 1) pairs.add(placeOf[source] ?? none, placeOf[target] ?? none)
  }
  const { keys } = pairs
  return { vertices, pairs: { vertices: vertices.length, keys, weights }, leafOf: leavesOf({ nodes, edges, hubs }) }
}

function actorsAmong(nodes: readonly GraphNode[]): Uint8Array {
  const isActor = new Uint8Array(nodes.length)
  for (let node = 0; node < nodes.length; node += 1) {
    const kind = nodes[node]?.kind
    if (kind === 'agent' || kind === 'workflow') isActor[node] = 1
  }
  return isActor
}

function leavesOf({ nodes, edges, hubs }: ClusterInput): Int32Array {
  const leafOf = new Int32Array(nodes.length).fill(none)
  for (const { node, agents } of hubs) if (agents.length === 1) leafOf[node] = agents[0] ?? none
  for (let edge = 0; edge < edges.sources.length; edge += 1)
    if (isTask[edges.codes[edge] ?? 0] === true) leafOf[edges.targets[edge] ?? 0] = edges.sources[edge] ?? none
  return leafOf
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

  get keys(): Float64Array {
    return this.#keys.subarray(0, this.#length)
  }
}

/** Each pair once. It weighs as much as what is shared through one of the two, else as often as it is there. */
export function clusterEdges({ vertices, keys: unsorted, weights }: VertexPairs): ClusterEdges {
  const keys = unsorted.slice().sort()
  const edges = {
    first: new Int32Array(keys.length),
    second: new Int32Array(keys.length),
    weights: new Float64Array(keys.length),
  }
  let last = none
  for (let place = 0; place < keys.length; place += 1) {
    const key = keys[place] ?? 0
    if (place === 0 || key !== keys[place - 1]) last += 1
    const first = Math.floor(key / vertices)
    const second = key % vertices
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
