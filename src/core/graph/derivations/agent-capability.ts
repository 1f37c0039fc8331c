import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../fleet.ts'

export const agentCapability: Derivation = {
  rule: 'agent-capability',
  summary: 'An agent offers the capabilities that it lists.',
  origin: 'declared',
  kinds: ['has-capability'],
  *derive(fleet) {
    for (const agent of fleet.agents)
      for (const { name, pointer } of agent.capabilities) {
        const place = placeIn(agent.manifest, `${pointer}/name`)
        yield {
          kind: 'has-capability',
          source: fleet.agentNode(agent),
          target: hubNode('capability', name, place),
          place,
        }
      }
  },
}
