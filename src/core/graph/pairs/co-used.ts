import { rarity } from '../hubs.ts'
import type { PairDerivation } from './pair-derivation.ts'

export const coUsed: PairDerivation = {
  rule: 'co-used',
  kind: 'co-used',
  summary: 'A workflow runs both agents.',
  dependent: 'neither',
  *groups(facts) {
    for (const workflow of facts.nodesOfKind('workflow')) {
      const agents = facts.targetsOf(workflow, 'runs-agent')
      if (agents.length < 2) continue
      const because = (a: number, b: number) =>
        [a, b].flatMap((agent) => facts.edgesBetween(workflow, agent, 'runs-agent'))
      yield { from: agents, to: agents, weight: rarity(agents.length), because }
    }
  },
}
