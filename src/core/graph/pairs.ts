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
  const joined = sharedHubs.map(({ through }) => hubs.filter(({ kind }) => kind === through).map((hub) => hub.agents))
  const direct = edges.filter(({ source, target }) => source !== target).map(({ source, target }) => [source, target])
  const [all = 0, ...counts] = countEach(agents, [[...direct, ...joined.flat()], ...joined])
  return { derived: Object.fromEntries(sharedHubs.map(({ kind }, index) => [kind, counts[index] ?? 0])), distinct: all }
}

// For each list of groups: how many pairs are together in some group of it.
function countEach(agents: readonly string[], lists: readonly (readonly (readonly string[])[])[]): number[] {
  const indexOf = new Map(agents.map((id, index) => [id, index]))
  return lists.map((groups) => {
    const groupsOf: number[][][] = agents.map(() => [])
    for (const group of groups) {
      const members = group.flatMap((id) => indexOf.get(id) ?? [])
      for (const member of members.length > 1 ? members : []) groupsOf[member]?.push(members)
    }
    const seenFrom = new Int32Array(agents.length).fill(-1)
    let count = 0
    for (const [agent, own] of groupsOf.entries())
      for (const group of own)
        for (const other of group) {
          if (other <= agent || seenFrom[other] === agent) continue
          seenFrom[other] = agent
          count += 1
        }
    return count
  })
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
