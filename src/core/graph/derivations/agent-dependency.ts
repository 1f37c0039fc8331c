import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

export const agentDependency: Derivation = {
  rule: 'agent-dependency',
  summary: 'An agent depends on the agents that `dependsOn` leads to.',
  origin: 'declared',
  kinds: ['depends-on'],
  *derive(fleet) {
    for (const agent of fleet.agents)
      for (const [index, { agent: name, version }] of (agent.manifest.content.spec.dependsOn ?? []).entries()) {
        const target = fleet.findAgent(name, agent.manifest, version)
        const place = placeIn(agent.manifest, toPointer('spec', 'dependsOn', index, 'agent'))
        if (target !== undefined) yield { kind: 'depends-on', source: fleet.agentNode(agent), target, place }
      }
  },
}
