import { memberPointers } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

const operationOf = memberPointers('operation')

export const operationUse: Derivation = {
  rule: 'operation-use',
  summary: 'An agent calls the operations that its capabilities are bound to.',
  origin: 'inferred',
  kinds: ['calls'],
  derive(file, tell) {
    for (const agent of file.agents)
      for (const capability of agent.capabilities) {
        const target = file.operation(agent, capability)
        if (target === undefined) continue
        const place = placeIn(agent.manifest, operationOf(capability.pointer))
        tell({ kind: 'calls', source: file.nodeOf(agent), target, place })
      }
  },
}
