import type { LinkedAgent, LinkedCapability } from '#core/compiler'
import { placeIn } from '#core/manifest'
import type { Derivation, Fact } from '../derivation.ts'
import type { FileSubjects } from '../file-subjects.ts'
import { schemaKinds } from '../schema-kinds.ts'

export const capabilitySchema: Derivation = {
  rule: 'capability-schema',
  summary: 'An agent accepts what a capability takes, and returns what it gives.',
  origin: 'declared',
  kinds: Object.values(schemaKinds),
  *derive(file) {
    for (const agent of file.agents)
      for (const capability of agent.capabilities) yield* factsOf(agent, capability, file)
  },
}

function* factsOf(agent: LinkedAgent, capability: LinkedCapability, file: FileSubjects): Generator<Fact> {
  for (const direction of ['input', 'output'] as const) {
    const target = file.schema(agent, capability, direction)
    if (target === undefined) continue
    const field = capability.content.operation === undefined ? direction : 'operation'
    const place = placeIn(agent.manifest, `${capability.pointer}/${field}`)
    yield { kind: schemaKinds[direction], source: file.nodeOf(agent), target, place }
  }
}
