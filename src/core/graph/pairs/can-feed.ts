import type { GraphIndex } from '../graph-index.ts'
import { rarity } from '../hubs.ts'
import { schemaKinds } from '../schema-kinds.ts'
import type { PairDerivation } from './pair-derivation.ts'

export const canFeed = {
  rule: 'can-feed',
  kind: 'can-feed',
  summary: 'What a capability of the agent gives fits what one of the other takes.',
  dependent: 'target',
  *groups(facts: GraphIndex) {
    for (const input of facts.nodesOfKind('schema')) {
      const to = facts.sourcesOf(input, schemaKinds.input)
      if (to.length === 0) continue
      for (const output of facts.sourcesOf(input, 'fits')) {
        const from = facts.sourcesOf(output, schemaKinds.output)
        if (from.length === 0) continue
        yield {
          through: output,
          from,
          to,
          weight: rarity(Math.max(from.length, to.length)),
          becauseOfSource: (agent) => facts.edgesBetween(agent, output, schemaKinds.output),
          becauseOfTarget: (agent) => facts.edgesBetween(agent, input, schemaKinds.input),
        }
      }
    }
  },
} as const satisfies PairDerivation
