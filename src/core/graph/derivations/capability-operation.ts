import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../fleet.ts'

export const capabilityOperation: Derivation = {
  rule: 'capability-operation',
  summary: 'A capability is carried out by the OpenAPI operation that it is bound to.',
  origin: 'declared',
  kinds: ['bound-to'],
  *derive(fleet) {
    for (const agent of fleet.agents)
      for (const capability of agent.capabilities) {
        const target = fleet.operation(agent, capability)?.node
        if (target === undefined) continue
        const place = placeIn(agent.manifest, `${capability.pointer}/operation`)
        const name = placeIn(agent.manifest, `${capability.pointer}/name`)
        yield { kind: 'bound-to', source: hubNode('capability', capability.name, name), target, place }
      }
  },
}
