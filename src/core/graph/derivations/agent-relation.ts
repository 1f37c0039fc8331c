import { relationFields } from '#core/compiler'
import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

export const agentRelation: Derivation = {
  rule: 'agent-relation',
  summary: `An agent ${relationFields.join(', ')} the agents that it lists there.`,
  origin: 'declared',
  kinds: relationFields,
  *derive(fleet) {
    for (const agent of fleet.agents)
      for (const kind of relationFields)
        for (const [index, name] of (agent.manifest.content.spec[kind] ?? []).entries()) {
          const target = fleet.findAgent(name, agent.manifest)
          const place = placeIn(agent.manifest, toPointer('spec', kind, index))
          if (target !== undefined) yield { kind, source: fleet.agentNode(agent), target, place }
        }
  },
}
