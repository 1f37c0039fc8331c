import { relationFields } from '#core/compiler'
import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentNamed } from '../file-subjects.ts'

export const agentRelation: Derivation = {
  rule: 'agent-relation',
  summary: `An agent ${relationFields.join(', ')} the agents that it lists there.`,
  origin: 'declared',
  kinds: relationFields,
  derive(file, tell) {
    for (const agent of file.agents)
      for (const kind of relationFields) {
        const names = agent.manifest.content.spec[kind]
        if (names === undefined) continue
        for (const [index, name] of names.entries()) {
          const place = placeIn(agent.manifest, toPointer('spec', kind, index))
          tell({ kind, source: file.nodeOf(agent), target: agentNamed(name), place })
        }
      }
  },
}
