import { memberPointers } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

const operationOf = memberPointers('operation')

export const capabilityOperation: Derivation = {
  rule: 'capability-operation',
  summary: 'A capability is carried out by the OpenAPI operation that it is bound to.',
  origin: 'declared',
  kinds: ['bound-to'],
  derive(file, tell) {
    for (const agent of file.agents)
      for (const capability of agent.capabilities) {
        const target = file.operation(agent, capability)
        if (target === undefined) continue
        const place = placeIn(agent.manifest, operationOf(capability.pointer))
        tell({ kind: 'bound-to', source: hubNode('capability', capability.name), target, place })
      }
  },
}
