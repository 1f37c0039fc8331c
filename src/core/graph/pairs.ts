import type { Evidence, GraphEdge } from '#core/contract'
import { sharedHubs } from './derivations/index.ts'
import { rarity } from './hubs.ts'
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

type PairDraft = Omit<GraphEdge, 'evidence' | 'weight'> & { weight: number; readonly evidence: Evidence[] }

/** The pairs as edges, sorted, with what both agents say about what they share. */
export function pairEdges({ edges, hubs }: Pick<Graph, 'edges' | 'hubs'>): GraphEdge[] {
  const evidenceOf = new Map(edges.map((edge) => [`${edge.source}\n${edge.kind}\n${edge.target}`, edge.evidence]))
  const pairs = new Map<string, PairDraft>()
  for (const { kind, through, rule, origin } of sharedHubs)
    for (const hub of hubs.filter((each) => each.kind === through))
      for (const [index, source] of hub.agents.entries())
        for (const target of hub.agents.slice(index + 1)) {
          const said = [source, target].flatMap((agent) => evidenceOf.get(`${agent}\n${through}\n${hub.id}`) ?? [])
          const evidence = said.map((each) => ({ ...each, rule }))
          const key = `${source}\n${kind}\n${target}`
          const pair: PairDraft = pairs.get(key) ?? { source, target, kind, origin, weight: 0, evidence: [] }
          pair.weight = Math.round((pair.weight + rarity(hub.agents.length)) * 1e4) / 1e4
          pair.evidence.push(...evidence)
          pairs.set(key, pair)
        }
  return [...pairs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair)
}
