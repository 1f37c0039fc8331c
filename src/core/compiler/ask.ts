import { canonicalJson } from '#core/json'
import { isImported, type Manifest, manifestName } from '#core/manifest'
import type { Inquiry } from '#core/workspace'
import { dependencyCycles } from './dependency-cycles.ts'
import type {
  AgentLookup,
  FindAgent,
  FindWorkflow,
  LinkedAgent,
  LinkedWorkflow,
  LinkedWorkspace,
  Surroundings,
  WorkflowLookup,
} from './linked.ts'
import { workflowCycles } from './workflow-cycles.ts'

/** Finds agents as `find` does, and writes down what was asked for and what was found. */
export function askingFor(find: FindAgent, inquiry: Inquiry): FindAgent {
  inquiry.define('agent', (subject) => {
    const [reference, from, range] = JSON.parse(subject) as [string, string, string | null]
    return answerOf(find(reference, { from, range: range ?? undefined }))
  })
  return (reference, { from, range }) => {
    const lookup = find(reference, { from, range })
    inquiry.mention('agent', JSON.stringify([reference, from, range ?? null]))
    if ('found' in lookup) inquiry.mention('read', lookup.found.manifest.file)
    return lookup
  }
}

/** Finds workflows as `find` does, and writes down what was asked for and what was found. */
export function askingForWorkflow(find: FindWorkflow, inquiry: Inquiry): FindWorkflow {
  inquiry.define('workflow', (subject) => {
    const [name, range] = JSON.parse(subject) as [string, string | null]
    return answerOf(find(name, range ?? undefined))
  })
  return (name, range) => {
    const lookup = find(name, range)
    inquiry.mention('workflow', JSON.stringify([name, range ?? null]))
    if ('found' in lookup) inquiry.mention('read', lookup.found.manifest.file)
    return lookup
  }
}

function answerOf(lookup: AgentLookup | WorkflowLookup): string {
  return 'found' in lookup ? whereIs(lookup.found.manifest) : JSON.stringify(lookup)
}

function whereIs({ file, document }: Manifest): string {
  return `${document} ${file}`
}

type Known = Pick<LinkedWorkspace, 'agents' | 'workflows' | 'asked' | 'configuration'> & { readonly find: FindAgent }

/** What can be asked of all manifests together. */
export function askingAll(
  { agents, workflows, asked, configuration, find }: Known,
  inquiry: Inquiry,
): Pick<Surroundings, 'mcpServers' | 'firstOfName' | 'cyclesFrom' | 'workflowCyclesFrom'> {
  const { mcpServers = {} } = configuration
  inquiry.define('mcp-servers', () => canonicalJson(mcpServers))
  const firsts = once(() =>
    firstManifests(
      [...agents, ...workflows].map(({ manifest }) => manifest),
      asked,
    ),
  )
  inquiry.define('first-of-name', (name) => {
    const manifest = firsts().get(name)
    return manifest === undefined ? '' : whereIs(manifest)
  })
  const isAsked = ({ manifest }: LinkedAgent | LinkedWorkflow) => asked.has(manifest.file)
  return {
    mcpServers() {
      inquiry.mention('mcp-servers', '')
      return mcpServers
    },
    firstOfName(manifest) {
      const name = nameOf(manifest)
      inquiry.mention('first-of-name', name)
      const found = firsts().get(name)
      if (found !== undefined) inquiry.mention('read', found.file)
      return found
    },
    cyclesFrom: askingForCycles('cycles', () => dependencyCycles(agents, find, isAsked), inquiry),
    workflowCyclesFrom: askingForCycles('workflow-cycles', () => workflowCycles(workflows, isAsked), inquiry),
  }
}

type Member = LinkedAgent | LinkedWorkflow

/** Tells the cycles that begin with something, and writes down what was asked for and what was found. */
function askingForCycles<T extends Member>(kind: string, find: () => readonly T[][], inquiry: Inquiry) {
  // To find them, all that is linked is gone through, which says nothing about who asks.
  const cycles = once(() => cyclesByStart(inquiry.apart(find).value))
  inquiry.define(kind, (start) =>
    JSON.stringify((cycles().get(start) ?? []).map((cycle) => cycle.map(({ manifest }) => whereIs(manifest)))),
  )
  return ({ manifest }: T): readonly (readonly T[])[] => {
    const start = whereIs(manifest)
    inquiry.mention(kind, start)
    const found = cycles().get(start) ?? []
    for (const cycle of found) for (const member of cycle) inquiry.mention('read', member.manifest.file)
    return found
  }
}

// Versions that differ in what they were built from are the same for every range. In other ecosystems each folder has names of its own.
function nameOf(manifest: Manifest): string {
  const name = `${manifest.kind} ${manifestName(manifest).replace(/\+.*$/, '')}`
  if (!isImported(manifest)) return name
  const { dialect, file } = manifest
  return `${name} ${dialect} ${file.slice(0, file.lastIndexOf('/') + 1)}`
}

function firstManifests(manifests: readonly Manifest[], asked: Known['asked']): ReadonlyMap<string, Manifest> {
  const reported = manifests.filter(({ file }) => asked.has(file))
  return new Map(reported.toReversed().map((manifest) => [nameOf(manifest), manifest]))
}

function cyclesByStart<T extends Member>(cycles: readonly (readonly T[])[]): ReadonlyMap<string, T[][]> {
  const byStart = new Map<string, T[][]>()
  for (const cycle of cycles) {
    const [first] = cycle
    const start = first === undefined ? '' : whereIs(first.manifest)
    byStart.set(start, [...(byStart.get(start) ?? []), [...cycle]])
  }
  return byStart
}

function once<T>(work: () => T): () => T {
  let done: { readonly value: T } | undefined
  return () => {
    done ??= { value: work() }
    return done.value
  }
}
