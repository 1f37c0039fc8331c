import type { Evidence, GraphEdge } from '#core/contract'
import type { PairDerivation } from './derivation.ts'
import { sharedHubs } from './derivations/index.ts'
import { rarity } from './hubs.ts'
import type { Graph } from './model.ts'

/** A hub that so many agents lead to that its pairs are not worth writing down. */
export interface SkippedHub {
  readonly id: string
  /** Of the edges that would follow from it. */
  readonly kind: string
  readonly agents: number
}

export interface Expansion {
  /** One edge for each pair and each kind of thing that it shares; made anew each time they are asked for. */
  readonly edges: Iterable<GraphEdge>
  /** Those with the most agents first. */
  readonly skipped: readonly SkippedHub[]
}

/** Agents that lead to the same thing, as numbers in order, and what each of them says about it. */
interface Group {
  readonly agents: number[]
  readonly evidence: Evidence[][]
}

/**
 * The pairs of agents that share something as edges, in order, each with what both say about it. A hub that more than `hubCap`
 * agents lead to is left out: it makes the most pairs, and they say the least.
 */
export function expandPairs({ nodes, edges }: Pick<Graph, 'nodes' | 'edges'>, hubCap: number): Expansion {
  const agents = nodes.filter(({ kind }) => kind === 'agent').map(({ id }) => id)
  const indexOf = new Map(agents.map((id, index) => [id, index]))
  const skipped: SkippedHub[] = []
  const inOrder = sharedHubs.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
  const ways = inOrder.map((derivation) => {
    const { kind } = derivation
    const groups = groupsOf(derivation, edges, indexOf)
    for (const [id, group] of groups)
      if (group.agents.length > hubCap) skipped.push({ id, kind, agents: group.agents.length })
    return { derivation, pairsOf: pairFinder([...groups.values()], { agents: agents.length, hubCap }) }
  })
  return {
    edges: {
      *[Symbol.iterator]() {
        for (const [index, source] of agents.entries())
          for (const { derivation, pairsOf } of ways)
            for (const { other, weight, evidence } of pairsOf(index)) {
              const { kind, origin } = derivation
              yield { source, target: agents[other] ?? '', kind, origin, weight, evidence }
            }
      },
    },
    skipped: skipped.sort((a, b) => b.agents - a.agents || (a.id < b.id ? -1 : 1)),
  }
}

function groupsOf(
  { through, rule }: PairDerivation,
  edges: readonly GraphEdge[],
  indexOf: ReadonlyMap<string, number>,
): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const { source, target, kind, evidence } of edges) {
    const agent = kind === through ? indexOf.get(source) : undefined
    if (agent === undefined) continue
    const group = groups.get(target) ?? { agents: [], evidence: [] }
    // In order, since the edges are.
    group.agents.push(agent)
    group.evidence.push(evidence.map((each) => ({ ...each, rule })))
    groups.set(target, group)
  }
  return groups
}

interface Pair {
  readonly other: number
  weight: number
  readonly evidence: Evidence[]
}

/** Finds the pairs of an agent with those after it. */
function pairFinder(
  groups: readonly Group[],
  { agents, hubCap }: { agents: number; hubCap: number },
): (agent: number) => Pair[] {
  const memberships: { group: Group; place: number }[][] = Array.from({ length: agents }, () => [])
  for (const group of groups)
    if (group.agents.length > 1 && group.agents.length <= hubCap)
      for (const [place, agent] of group.agents.entries()) memberships[agent]?.push({ group, place })
  return (agent) => {
    const pairs = new Map<number, Pair>()
    for (const { group, place } of memberships[agent] ?? []) addPairs(pairs, group, place)
    return [...pairs.values()].sort((a, b) => a.other - b.other)
  }
}

function addPairs(pairs: Map<number, Pair>, group: Group, place: number): void {
  const weight = rarity(group.agents.length)
  const own = group.evidence[place] ?? []
  for (let next = place + 1; next < group.agents.length; next += 1) {
    const other = group.agents[next] ?? 0
    const said = group.evidence[next] ?? []
    const known = pairs.get(other)
    if (known === undefined) pairs.set(other, { other, weight, evidence: [...own, ...said] })
    else {
      known.weight = Math.round((known.weight + weight) * 1e4) / 1e4
      known.evidence.push(...own, ...said)
    }
  }
}
