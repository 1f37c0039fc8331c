import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

export const operationUse: Derivation = {
  rule: 'operation-use',
  summary: 'An agent calls the operations that its capabilities are bound to.',
  origin: 'inferred',
  kinds: ['calls'],
  *derive(file) {
    for (const agent of file.agents)
      for (const capability of agent.capabilities) {
        const target = file.operation(agent, capability)
        const place = placeIn(agent.manifest, `${capability.pointer}/operation`)
        if (target !== undefined) yield { kind: 'calls', source: file.nodeOf(agent), target, place }
      }
  },
}
