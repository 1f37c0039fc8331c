import { memberPointers } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { schemaKinds } from '../schema-kinds.ts'

const directions = ['input', 'output'] as const
const memberOf = {
  input: memberPointers('input'),
  output: memberPointers('output'),
  operation: memberPointers('operation'),
}

export const capabilitySchema: Derivation = {
  rule: 'capability-schema',
  summary: 'An agent accepts what a capability takes, and returns what it gives.',
  origin: 'declared',
  kinds: Object.values(schemaKinds),
  derive(file, tell) {
    for (const agent of file.agents) {
      const source = file.nodeOf(agent)
      for (const capability of agent.capabilities)
        for (const direction of directions) {
          const target = file.schema(agent, capability, direction)
          if (target === undefined) continue
          const field = capability.content.operation === undefined ? direction : 'operation'
          const place = placeIn(agent.manifest, memberOf[field](capability.pointer))
          tell({ kind: schemaKinds[direction], source, target, place })
        }
    }
  },
}
