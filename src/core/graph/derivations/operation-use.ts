import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

export const operationUse: Derivation = {
  rule: 'operation-use',
  summary: 'An agent calls the operations that its capabilities are bound to.',
  origin: 'inferred',
  kinds: ['calls'],
  *derive(fleet) {
    for (const agent of fleet.agents)
      for (const capability of agent.capabilities) {
        const target = fleet.operation(agent, capability)?.node
        const place = placeIn(agent.manifest, `${capability.pointer}/operation`)
        if (target !== undefined) yield { kind: 'calls', source: fleet.agentNode(agent), target, place }
      }
  },
}
