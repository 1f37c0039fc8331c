import type { Community } from '#core/contract'
import { hashText } from '#core/json'
import { type ClusterGraph, type ClusterInput, clusterEdges, clusterGraphOf, type Partition } from './cluster-graph.ts'
import { nameCommunities } from './community-names.ts'
import { hashBytes, none } from './int-columns.ts'
import type { Memo } from './model.ts'

interface Communities {
  /** Of agents, the largest first. */
  readonly communities: readonly Community[]
  /** Of each node. */
  readonly communityOf: Int32Array
  readonly modularity: number
}

/** Finds groups of agents that have more to do with one another than with the rest. The same graph always gives the same. */
export async function findCommunities(graph: ClusterInput, memo?: Memo): Promise<Communities> {
  const { nodes } = graph
  const clustered = clusterGraphOf(graph)
  const { parts, modularity } = await partition(clustered, memo)
  const members = new Map<number, number[]>()
  for (let vertex = 0; vertex < parts.length; vertex += 1) {
    const part = parts[vertex] ?? 0
    const node = clustered.vertices[vertex] ?? 0
    const group = members.get(part)
    if (group === undefined) members.set(part, [node])
    else group.push(node)
  }
  const groups = [...members.values()]
    .map((all) => ({ all, agents: all.filter((node) => nodes[node]?.kind === 'agent') }))
    .filter((group) => group.agents.length > 0)
    .sort((a, b) => b.agents.length - a.agents.length || (a.agents[0] ?? 0) - (b.agents[0] ?? 0))
  const communityOf = new Int32Array(nodes.length).fill(none)
  for (const [community, { all }] of groups.entries()) for (const node of all) communityOf[node] = community
  // What only one agent leads to goes with that agent.
  for (let node = 0; node < clustered.leafOf.length; node += 1) {
    const community = communityOf[clustered.leafOf[node] ?? none] ?? none
    if (community !== none) communityOf[node] = community
  }
  const names = nameCommunities(
    groups.map((group) => group.agents),
    graph,
  )
  const communities = groups.map((group, id) => ({ id, name: names[id] ?? '', agents: group.agents.length }))
  return { communities, communityOf, modularity }
}

async function partition({ vertices, pairs }: ClusterGraph, memo: Memo | undefined): Promise<Partition> {
  if (pairs.keys.length === 0) return { parts: [...vertices.keys()], modularity: 0 }
  const columns = [new Int32Array([vertices.length]), pairs.keys, pairs.weights]
  const hash = hashText(columns.map(hashBytes).join())
  const key = { file: '', name: 'communities', hash }
  const known = memo?.get(key) as Partition | undefined
  if (known !== undefined) return known
  const { louvain } = await import('./louvain.ts')
  const found = louvain(vertices.length, clusterEdges(pairs))
  memo?.set(key, found)
  return found
}
