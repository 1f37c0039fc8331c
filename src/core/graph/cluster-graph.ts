import { rarity } from './hubs.ts'
import type { Graph } from './model.ts'

/** The weighted, undirected graph in which communities are sought. */
export interface ClusterGraph {
  /** Ids, sorted: agents, workflows and what at least two agents lead to. */
  readonly vertices: readonly string[]
  /** Two vertices, the smaller first, and a weight; sorted. */
  readonly edges: readonly (readonly [a: number, b: number, weight: number])[]
  /** What only one agent leads to, with that agent; tasks, with their workflow. They can be in no other community. */
  readonly leaves: ReadonlyMap<string, string>
}

/** A part for each vertex, and how good it is to divide them so. */
export interface Partition {
  readonly parts: readonly number[]
  readonly modularity: number
}

/**
 * Agents that share something are joined through it rather than pair by pair: the graph grows with what is written, not with the
 * square of it.
 */
export function clusterGraphOf({ nodes, edges, hubs }: Pick<Graph, 'nodes' | 'edges' | 'hubs'>): ClusterGraph {
  const shared = hubs.filter(({ agents }) => agents.length > 1)
  const lonely = hubs.flatMap(({ id, agents: [agent], agents }) =>
    agent !== undefined && agents.length === 1 ? [[id, agent] as const] : [],
  )
  const tasks = edges.flatMap(({ kind, source, target }) => (kind === 'has-task' ? [[target, source] as const] : []))
  const leaves = new Map([...lonely, ...tasks])
  const actors = nodes.filter(({ kind }) => kind === 'agent' || kind === 'workflow').map(({ id }) => id)
  const vertices = [...actors, ...shared.map(({ id }) => id)].sort()
  const indexOf = new Map(vertices.map((id, index) => [id, index]))
  const weights = new Map<number, number>()
  const join = (first: string, second: string, weight: number) => {
    const [a, b] = [indexOf.get(first), indexOf.get(second)]
    if (a === undefined || b === undefined || a === b) return
    const key = Math.min(a, b) * vertices.length + Math.max(a, b)
    weights.set(key, (weights.get(key) ?? 0) + weight)
  }
  for (const { id, agents } of shared) for (const agent of agents) join(agent, id, rarity(agents.length))
  const isActor = new Set(actors)
  for (const { source, target } of edges) if (isActor.has(source) && isActor.has(target)) join(source, target, 1)
  return {
    vertices,
    edges: [...weights]
      .sort(([a], [b]) => a - b)
      .map(([key, weight]) => [Math.floor(key / vertices.length), key % vertices.length, weight]),
    leaves,
  }
}
