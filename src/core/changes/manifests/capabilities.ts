import type { LinkedAgent, LinkedCapability } from '#core/compiler'
import { manifestChanges } from '../definitions/manifests.ts'
import { capabilityNode, type ManifestSubject, type Where } from './manifest-subject.ts'

type Agents = ManifestSubject<LinkedAgent>

interface Capabilities {
  readonly previous: LinkedCapability
  readonly present: LinkedCapability
}

/** What an agent offers, by name. */
export async function compareCapabilities(agents: Agents): Promise<void> {
  const [previous, present] = [byName(agents.previous), byName(agents.present)]
  for (const [name, capability] of present) {
    const before = previous.get(name)
    const where = { subject: `capability ${name}`, starts: startsAt(agents, name, 'present') }
    const at = { previous: '/spec/capabilities', present: capability.pointer }
    if (before === undefined)
      agents.add(manifestChanges.capabilityAdded, { message: 'The capability is new.', at, ...where })
    else await compare(agents, { previous: before, present: capability }, where)
  }
  for (const [name, { pointer }] of previous) {
    if (present.has(name)) continue
    const where = { subject: `capability ${name}`, starts: startsAt(agents, name, 'previous') }
    const at = { previous: pointer, present: '/spec/capabilities' }
    agents.add(manifestChanges.capabilityRemoved, { message: 'The capability is gone.', at, ...where })
  }
}

function byName({ capabilities }: LinkedAgent): Map<string, LinkedCapability> {
  return new Map(capabilities.map((capability) => [capability.name, capability]))
}

function startsAt(agents: Agents, name: string, version: 'previous' | 'present'): Where['starts'] {
  return [{ version, node: capabilityNode(agents[version], name) }]
}

async function compare(agents: Agents, capabilities: Capabilities, where: Where): Promise<void> {
  const { previous, present } = capabilities
  if (previous.content.operation === undefined && present.content.operation === undefined)
    return compareContracts(agents, capabilities, { where, isWritten: true })
  const isSame = areSameOperation(agents, capabilities)
  const [was, is] = [previous, present].map(({ content }) => content.operation ?? 'none')
  if (was !== is) {
    const at = { previous: `${previous.pointer}/operation`, present: `${present.pointer}/operation` }
    const message = `The operation was ${was}, and is ${is}.`
    agents.add(isSame ? manifestChanges.capabilityMoved : manifestChanges.capabilityBound, { message, at, ...where })
  }
  // Of an operation that is not there nothing is known; that it is not there is an error by itself.
  const areFound = [previous, present].every(({ binding }) => binding === undefined || 'operation' in binding)
  if (!isSame && areFound) await compareContracts(agents, capabilities, { where, isWritten: false })
}

function areSameOperation({ context }: Agents, { previous, present }: Capabilities): boolean {
  const [before, now] = [previous.binding, present.binding]
  if (before === undefined || now === undefined || !('operation' in before && 'operation' in now)) return false
  return context.isSameOperation(before, now)
}

async function compareContracts(
  agents: Agents,
  { previous, present }: Capabilities,
  { where, isWritten }: { where: Where; isWritten: boolean },
): Promise<void> {
  const before = agents.context.previous.contractOf(agents.previous, previous).contract
  const now = agents.context.present.contractOf(agents.present, present).contract
  for (const part of ['input', 'output'] as const) {
    const at = { previous: `${previous.pointer}/${part}`, present: `${present.pointer}/${part}` }
    const written = { previous: previous.content[part], present: present.content[part] }
    const values = isWritten ? written : { previous: before[part], present: now[part] }
    await agents.compareContract(part, values, { at, where, isWritten })
  }
}
