import type { LinkedAgent, LinkedCapability } from '#core/compiler'
import { placeIn } from '#core/manifest'
import type { Derivation, Fact } from '../derivation.ts'
import type { Fleet } from '../fleet.ts'

/** How an agent is related to the schemas of its capabilities. */
export const schemaKinds = { input: 'accepts', output: 'returns' } as const

const kinds: readonly string[] = Object.values(schemaKinds)

/** True for edges from agents to schemas. */
export function isSchemaKind(kind: string): boolean {
  return kinds.includes(kind)
}

export const capabilitySchema: Derivation = {
  rule: 'capability-schema',
  summary: 'An agent accepts what a capability takes, and returns what it gives.',
  origin: 'declared',
  kinds,
  *derive(fleet) {
    for (const agent of fleet.agents)
      for (const capability of agent.capabilities) yield* factsOf(agent, capability, fleet)
  },
}

function* factsOf(agent: LinkedAgent, capability: LinkedCapability, fleet: Fleet): Generator<Fact> {
  const nodes = fleet.schemas.of(agent, capability)
  for (const direction of ['input', 'output'] as const) {
    const target = nodes[direction]
    if (target === undefined) continue
    const field = capability.content.operation === undefined ? direction : 'operation'
    const place = placeIn(agent.manifest, `${capability.pointer}/${field}`)
    yield { kind: schemaKinds[direction], source: fleet.agentNode(agent), target, place }
  }
}
