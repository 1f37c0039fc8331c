import type { Graph } from './model.ts'

const mostTerms = 3

/**
 * Names communities by what most of their agents have in common and few others have. A community without such a thing is named
 * after its first agent.
 */
export function nameCommunities(
  communities: readonly (readonly string[])[],
  { nodes, hubs }: Pick<Graph, 'nodes' | 'hubs'>,
): string[] {
  const communityOf = new Map(communities.flatMap((agents, index) => agents.map((agent) => [agent, index] as const)))
  const nameOf = new Map(nodes.map(({ id, name }) => [id, name]))
  const terms: { name: string; score: number }[][] = communities.map(() => [])
  for (const { id, agents } of hubs) {
    const inside = new Map<number, number>()
    for (const agent of agents) {
      const community = communityOf.get(agent)
      if (community !== undefined) inside.set(community, (inside.get(community) ?? 0) + 1)
    }
    for (const [community, count] of inside)
      if (count > 1) terms[community]?.push({ name: nameOf.get(id) ?? id, score: (count * count) / agents.length })
  }
  return terms.map((found, index) => {
    const best = found.sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1)).map(({ name }) => name)
    const names = [...new Set(best)].slice(0, mostTerms)
    return names.length > 0 ? names.join(', ') : (nameOf.get(communities[index]?.[0] ?? '') ?? '')
  })
}
