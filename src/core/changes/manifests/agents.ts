import type { LinkedAgent } from '#core/compiler'
import type { AgentSpec } from '#core/contract'
import type { Effect } from '../effect.ts'
import { type AgentField, fieldComparisons, otherField } from './agent-fields.ts'
import { compareCapabilities } from './capabilities.ts'
import { agentNode, areEqual, both, type ManifestContext, ManifestSubject } from './manifest-subject.ts'

/** All that has changed between two versions of an agent. */
export async function compareAgents(
  context: ManifestContext,
  previous: LinkedAgent,
  present: LinkedAgent,
): Promise<Effect[]> {
  const agents = new ManifestSubject(context, previous, present)
  await compareCapabilities(agents)
  const [before, now] = [previous.manifest.content.spec, present.manifest.content.spec]
  const starts = [{ version: 'present', node: agentNode(present) }] as const
  for (const field of differing(before, now)) {
    const at = both(`/spec/${field}`)
    for (const [definition, message] of (fieldComparisons[field] ?? otherField)(before, now, field))
      agents.add(definition, { message, at, subject: '', part: field, starts })
  }
  return agents.effects
}

/** Fields of the specification, capabilities and extensions apart. */
function differing(before: AgentSpec, now: AgentSpec): AgentField[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(now)]) as ReadonlySet<AgentField>
  return [...fields].filter(
    (field) => field !== 'capabilities' && !field.startsWith('x-') && !areEqual(before[field], now[field]),
  )
}
