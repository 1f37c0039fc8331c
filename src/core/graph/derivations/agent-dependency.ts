import { itemPointers } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentNamed } from '../file-subjects.ts'

const agentAt = itemPointers('/spec/dependsOn', 'agent')

export const agentDependency: Derivation = {
  rule: 'agent-dependency',
  summary: 'An agent depends on the agents that `dependsOn` leads to.',
  origin: 'declared',
  kinds: ['depends-on'],
  derive(file, tell) {
    for (const agent of file.agents) {
      const source = file.nodeOf(agent)
      for (const [index, { agent: name, version }] of (agent.manifest.content.spec.dependsOn ?? []).entries()) {
        const place = placeIn(agent.manifest, agentAt(index))
        tell({ kind: 'depends-on', source, target: agentNamed(name, version), place })
      }
    }
  },
}
