import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

export const agentMention: Derivation = {
  rule: 'agent-mention',
  summary: 'An agent that is described in markdown mentions the agents whose names stand in its prose.',
  origin: 'inferred',
  kinds: ['mentions'],
  *derive(fleet) {
    for (const agent of fleet.agents) {
      const source = fleet.agentNode(agent)
      const place = placeIn(agent.manifest, '')
      for (const { name, line, verb } of fleet.mentions(agent)) {
        const target = fleet.findAgent(name, agent.manifest)
        if (target !== undefined && target.id !== source.id)
          yield { kind: 'mentions', source, target, place, line, verb }
      }
    }
  },
}
