import { canonicalJson } from '#core/json'
import { isImported, type Manifest, manifestName } from '#core/manifest'
import type { Inquiry } from '#core/workspace'
import { dependencyCycles } from './dependency-cycles.ts'
import type {
  AgentLookup,
  FindAgent,
  FindWorkflow,
  LinkedAgent,
  LinkedWorkspace,
  Surroundings,
  WorkflowLookup,
} from './linked.ts'

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
): Pick<Surroundings, 'mcpServers' | 'firstOfName' | 'cyclesFrom'> {
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
  const cycles = once(() => cyclesByStart(dependencyCycles(agents, find)))
  inquiry.define('cycles', (start) =>
    JSON.stringify((cycles().get(start) ?? []).map((cycle) => cycle.map(({ manifest }) => whereIs(manifest)))),
  )
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
    cyclesFrom({ manifest }) {
      const start = whereIs(manifest)
      inquiry.mention('cycles', start)
      const found = cycles().get(start) ?? []
      for (const cycle of found) for (const member of cycle) inquiry.mention('read', member.manifest.file)
      return found
    },
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

function cyclesByStart(cycles: readonly (readonly LinkedAgent[])[]): ReadonlyMap<string, LinkedAgent[][]> {
  const byStart = new Map<string, LinkedAgent[][]>()
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
