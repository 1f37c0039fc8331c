import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../fleet.ts'

export const agentProtocol: Derivation = {
  rule: 'agent-protocol',
  summary: 'An agent speaks the protocols that it names.',
  origin: 'declared',
  kinds: ['speaks'],
  *derive(fleet) {
    for (const agent of fleet.agents)
      for (const [index, name] of (agent.manifest.content.spec.protocols ?? []).entries()) {
        const place = placeIn(agent.manifest, toPointer('spec', 'protocols', index))
        yield { kind: 'speaks', source: fleet.agentNode(agent), target: hubNode('protocol', name, place), place }
      }
  },
}
