import type { GraphNode } from '#core/contract'
import type { Hub } from './hubs.ts'
import { none } from './int-columns.ts'

const mostTerms = 3

/**
 * Names communities by what most of their agents have in common and few others have. A community without such a thing is named
 * after its first agent.
 */
export function nameCommunities(
  communities: readonly (readonly number[])[],
  { nodes, hubs }: { readonly nodes: readonly GraphNode[]; readonly hubs: readonly Hub[] },
): string[] {
  const communityOf = new Int32Array(nodes.length).fill(none)
  for (const [index, agents] of communities.entries()) for (const agent of agents) communityOf[agent] = index
  const nameOf = (node: number | undefined) => nodes[node ?? none]?.name ?? ''
  const terms: { name: string; score: number }[][] = communities.map(() => [])
  const inside = new Int32Array(communities.length)
  for (const { node, agents } of hubs) {
    if (agents.length < 2) continue
    const found: number[] = []
    for (let at = 0; at < agents.length; at += 1) {
      const community = communityOf[agents[at] ?? 0] ?? none
      if (community === none) continue
      if (inside[community] === 0) found.push(community)
      inside[community] = (inside[community] ?? 0) + 1
    }
    for (const community of found) {
      const count = inside[community] ?? 0
      if (count > 1) terms[community]?.push({ name: nameOf(node), score: (count * count) / agents.length })
      inside[community] = 0
    }
  }
  return terms.map((found, index) => {
    const best = found.sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1)).map(({ name }) => name)
    const names = [...new Set(best)].slice(0, mostTerms)
    return names.length > 0 ? names.join(', ') : nameOf(communities[index]?.[0])
  })
}
