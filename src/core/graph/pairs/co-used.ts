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
      const because = (agent: number) => facts.edgesBetween(workflow, agent, 'runs-agent')
      yield {
        through: workflow,
        from: agents,
        to: agents,
        weight: rarity(agents.length),
        becauseOfSource: because,
        becauseOfTarget: because,
      }
    }
  },
}
