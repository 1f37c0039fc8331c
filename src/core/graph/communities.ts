import type { Community } from '#core/contract'
import { hashText } from '#core/json'
import { type ClusterGraph, clusterGraphOf, type Partition } from './cluster-graph.ts'
import { nameCommunities } from './community-names.ts'
import type { Graph, Memo } from './model.ts'

interface Communities {
  /** Of agents, the largest first. */
  readonly communities: readonly Community[]
  readonly communityOf: ReadonlyMap<string, number>
  readonly modularity: number
}

/** Finds groups of agents that have more to do with one another than with the rest. The same graph always gives the same. */
export async function findCommunities(
  graph: Pick<Graph, 'nodes' | 'edges' | 'hubs'>,
  memo?: Memo,
): Promise<Communities> {
  const clustered = clusterGraphOf(graph)
  const { parts, modularity } = await partition(clustered, memo)
  const members = new Map<number, string[]>()
  for (const [index, id] of clustered.vertices.entries()) {
    const part = parts[index] ?? 0
    const ids = members.get(part)
    if (ids === undefined) members.set(part, [id])
    else ids.push(id)
  }
  const agents = new Set(graph.nodes.filter(({ kind }) => kind === 'agent').map(({ id }) => id))
  const groups = [...members.values()]
    .map((ids) => ({ ids, agents: ids.filter((id) => agents.has(id)) }))
    .filter((group) => group.agents.length > 0)
    .sort((a, b) => b.agents.length - a.agents.length || ((a.agents[0] ?? '') < (b.agents[0] ?? '') ? -1 : 1))
  const communityOf = new Map(groups.flatMap(({ ids }, community) => ids.map((id) => [id, community] as const)))
  // What only one agent leads to goes with that agent.
  for (const [id, neighbour] of clustered.leaves) {
    const community = communityOf.get(neighbour)
    if (community !== undefined) communityOf.set(id, community)
  }
  const names = nameCommunities(
    groups.map((group) => group.agents),
    graph,
  )
  const communities = groups.map((group, id) => ({ id, name: names[id] ?? '', agents: group.agents.length }))
  return { communities, communityOf, modularity }
}

async function partition(graph: ClusterGraph, memo: Memo | undefined): Promise<Partition> {
  const { vertices, edges } = graph
  if (edges.length === 0) return { parts: [...vertices.keys()], modularity: 0 }
  const key = { file: '', name: 'communities', hash: hashText(`${vertices.length}\n${edges.join('\n')}`) }
  const known = memo?.get(key) as Partition | undefined
  if (known !== undefined) return known
  const { louvain } = await import('./louvain.ts')
  const found = louvain(vertices.length, edges)
  memo?.set(key, found)
  return found
}
