import type { PairDerivation } from './pair-derivation.ts'

export const dependsViaOperation: PairDerivation = {
  rule: 'depends-via-operation',
  kind: 'depends-via-operation',
  summary: 'The agent calls an operation that the other provides.',
  dependent: 'source',
  *groups(facts) {
    for (const operation of facts.nodesOfKind('operation')) {
      const to = facts.sourcesOf(operation, 'provides')
      if (to.length === 0) continue
      const from = facts.sourcesOf(operation, 'calls').filter((agent) => !to.includes(agent))
      yield {
        through: operation,
        from,
        to,
        weight: 1,
        becauseOfSource: (agent) => facts.edgesBetween(agent, operation, 'calls'),
        becauseOfTarget: (agent) => facts.edgesBetween(agent, operation, 'provides'),
      }
    }
  },
}
