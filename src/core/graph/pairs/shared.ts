import type { GraphIndex } from '../graph-index.ts'
import { rarity } from '../hubs.ts'
import type { PairDerivation } from './pair-derivation.ts'

/** Hubs that agents share, and the kind of the edges that lead there. */
export const sharedHubs = [
  {
    hub: 'capability',
    kind: 'shares-capability',
    through: 'has-capability',
    summary: 'Two agents offer the same capability.',
  },
  { hub: 'domain', kind: 'shares-domain', through: 'in-domain', summary: 'Two agents belong to the same domain.' },
  { hub: 'protocol', kind: 'shares-protocol', through: 'speaks', summary: 'Two agents speak the same protocol.' },
  { hub: 'tool', kind: 'shares-tool', through: 'uses-tool', summary: 'Two agents use the same tool.' },
] as const

/** Agents that share something. One for each kind of hub. */
export const shared: readonly PairDerivation[] = sharedHubs.map(sharing)

function sharing({ hub: what, kind, through, summary }: (typeof sharedHubs)[number]): PairDerivation {
  return {
    rule: `shared-${what}`,
    kind,
    summary,
    dependent: 'neither',
    *groups(facts: GraphIndex) {
      for (const hub of facts.nodesOfKind(what)) {
        const agents = facts.sourcesOf(hub, through).filter((node) => facts.node(node).kind === 'agent')
        if (agents.length < 2) continue
        const because = (agent: number) => facts.edgesBetween(agent, hub, through)
        yield {
          through: hub,
          from: agents,
          to: agents,
          weight: rarity(agents.length),
          becauseOfSource: because,
          becauseOfTarget: because,
        }
      }
    },
  }
}
