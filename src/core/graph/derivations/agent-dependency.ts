import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentNamed } from '../file-subjects.ts'

export const agentDependency: Derivation = {
  rule: 'agent-dependency',
  summary: 'An agent depends on the agents that `dependsOn` leads to.',
  origin: 'declared',
  kinds: ['depends-on'],
  *derive(file) {
    for (const agent of file.agents)
      for (const [index, { agent: name, version }] of (agent.manifest.content.spec.dependsOn ?? []).entries()) {
        const place = placeIn(agent.manifest, toPointer('spec', 'dependsOn', index, 'agent'))
        yield { kind: 'depends-on', source: file.nodeOf(agent), target: agentNamed(name, version), place }
      }
  },
}
