import { sharedHubs } from './derivations/index.ts'
import type { Graph } from './model.ts'

/** How many pairs of agents share something, by kind of edge, and how many have any edge at all between them. */
export interface PairCounts {
  readonly derived: Readonly<Record<string, number>>
  readonly distinct: number
}

/** Counts pairs without making them. */
export function countPairs({ nodes, edges, hubs }: Pick<Graph, 'nodes' | 'edges' | 'hubs'>): PairCounts {
  const agents = nodes.filter(({ kind }) => kind === 'agent').map(({ id }) => id)
  const indexOf = new Map(agents.map((id, index) => [id, index]))
  const groupsBy = sharedHubs.map(({ through }) => hubs.filter(({ kind }) => kind === through).map((hub) => hub.agents))
  const direct = edges.filter(({ source, target }) => source !== target).map(({ source, target }) => [source, target])
  const joined = [direct, ...groupsBy].map((groups) => groupsByMember(groups, indexOf))
  const counts = joined.map(() => 0)
  const seen = joined.map(() => new Int32Array(agents.length).fill(-1))
  const seenAtAll = new Int32Array(agents.length).fill(-1)
  let distinct = 0
  for (let agent = 0; agent < agents.length; agent += 1)
    for (const [way, groups] of joined.entries())
      for (const group of groups[agent] ?? []) {
        const seenThis = seen[way] ?? seenAtAll
        // Sorted: those before have counted their pairs with this one.
        for (let place = group.length - 1; place >= 0; place -= 1) {
          const other = group[place] ?? 0
          if (other <= agent) break
          if (seenThis[other] === agent) continue
          seenThis[other] = agent
          counts[way] = (counts[way] ?? 0) + 1
          if (seenAtAll[other] !== agent) distinct += 1
          seenAtAll[other] = agent
        }
      }
  return { derived: Object.fromEntries(sharedHubs.map(({ kind }, index) => [kind, counts[index + 1] ?? 0])), distinct }
}

// For each agent the groups that it is in, as sorted numbers of agents. A group of one joins nobody.
function groupsByMember(groups: readonly (readonly string[])[], indexOf: ReadonlyMap<string, number>): Int32Array[][] {
  const found: Int32Array[][] = Array.from({ length: indexOf.size }, () => [])
  for (const group of groups) {
    if (group.length < 2) continue
    const members = Int32Array.from(group.flatMap((id) => indexOf.get(id) ?? [])).sort()
    if (members.length > 1) for (const member of members) found[member]?.push(members)
  }
  return found
}
