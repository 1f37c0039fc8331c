import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

export const agentCapability: Derivation = {
  rule: 'agent-capability',
  summary: 'An agent offers the capabilities that it lists.',
  origin: 'declared',
  kinds: ['has-capability'],
  *derive(file) {
    for (const agent of file.agents)
      for (const { name, pointer } of agent.capabilities) {
        const place = placeIn(agent.manifest, `${pointer}/name`)
        yield {
          kind: 'has-capability',
          source: file.nodeOf(agent),
          target: hubNode('capability', name),
          place,
        }
      }
  },
}
