import { memberPointers } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

const nameOf = memberPointers('name')

export const agentCapability: Derivation = {
  rule: 'agent-capability',
  summary: 'An agent offers the capabilities that it lists.',
  origin: 'declared',
  kinds: ['has-capability'],
  derive(file, tell) {
    for (const agent of file.agents) {
      const source = file.nodeOf(agent)
      for (const { name, pointer } of agent.capabilities) {
        const place = placeIn(agent.manifest, nameOf(pointer))
        tell({ kind: 'has-capability', source, target: hubNode('capability', name), place })
      }
    }
  },
}
