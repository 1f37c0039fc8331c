import type { GraphIndex } from '../graph-index.ts'
import { rarity } from '../hubs.ts'
import type { PairDerivation } from './pair-derivation.ts'

/** Agents that share something, by the kind of the edges that lead there. */
export const shared: readonly PairDerivation[] = [
  sharing('capability', 'has-capability', 'Two agents offer the same capability.'),
  sharing('domain', 'in-domain', 'Two agents belong to the same domain.'),
  sharing('protocol', 'speaks', 'Two agents speak the same protocol.'),
  sharing('tool', 'uses-tool', 'Two agents use the same tool.'),
]

function sharing(what: string, through: string, summary: string): PairDerivation {
  return {
    rule: `shared-${what}`,
    kind: `shares-${what}`,
    summary,
    dependent: 'neither',
    *groups(facts: GraphIndex) {
      for (const hub of facts.nodesOfKind(what)) {
        const agents = facts.sourcesOf(hub, through).filter((node) => facts.node(node).kind === 'agent')
        if (agents.length < 2) continue
        const because = (a: number, b: number) => [
          ...facts.edgesBetween(a, hub, through),
          ...facts.edgesBetween(b, hub, through),
        ]
        yield { from: agents, to: agents, weight: rarity(agents.length), because }
      }
    },
  }
}
