import { listCandidates } from '#core/diagnostics'
import { isImported, isLeftOut } from '#core/manifest'
import { resolveFrom } from '#core/source'
import { highestOf, inRange } from './choose-version.ts'
import type { AgentLookup, FindAgent, LinkedAgent } from './linked.ts'
import type { ExplainLost } from './lost.ts'
import { nearest } from './nearest.ts'

const mostPlaces = 8

/** What of an agent decides which references lead to it. */
export interface NamedAgent {
  readonly name: string
  readonly version: string
  readonly file: string
  /** It is written in a format of another ecosystem. */
  readonly isImported: boolean
}

interface Reference {
  readonly from: string
  readonly range?: string | undefined
}

type Found<T> =
  | { readonly found: T }
  | { readonly problem: 'missing' | 'outside' | 'several' }
  /** There are agents of that name. */
  | { readonly problem: 'version' | 'ambiguous'; readonly named: readonly T[] }

/** All agents, to be found by name or by the path of their manifest. */
export class AgentNames<T extends NamedAgent> {
  readonly #byName = new Map<string, T[]>()
  readonly #byFile = new Map<string, T[]>()

  constructor(agents: Iterable<T>) {
    for (const agent of agents) {
      push(this.#byName, agent.name, agent)
      push(this.#byFile, agent.file, agent)
    }
  }

  /** Sorted. */
  names(): string[] {
    return [...this.#byName.keys()].sort()
  }

  find(reference: string, { from, range }: Reference): Found<T> {
    if (isPath(reference)) return this.#findByPath(reference, from)
    const named = this.#byName.get(reference)
    if (named === undefined) return { problem: 'missing' }
    const matching = inRange(named, range, versionOf)
    const best = highestOf(matching, range, versionOf)
    if (best === undefined) return { problem: 'version', named }
    return oneOf(
      matching.filter((agent) => agent.version === best.version),
      best,
      from,
    )
  }

  #findByPath(reference: string, from: string): Found<T> {
    const file = resolveFrom(from, reference)
    if (file === undefined) return { problem: 'outside' }
    const [agent, second] = this.#byFile.get(file) ?? []
    if (agent === undefined) return { problem: 'missing' }
    return second === undefined ? { found: agent } : { problem: 'several' }
  }
}

// Of equal manifests of our own, the second is an error. Elsewhere names are taken as often as you like, and mean what is nearest.
function oneOf<T extends NamedAgent>(equal: readonly T[], first: T, from: string): Found<T> {
  if (equal.length === 1 || !equal.some((agent) => agent.isImported)) return { found: first }
  const found = nearest(equal, from)
  return found === undefined ? { problem: 'ambiguous', named: equal } : { found }
}

/** Makes the lookup over all agents. */
export function indexAgents(agents: readonly LinkedAgent[], lost: ExplainLost): FindAgent {
  const names = new AgentNames(
    agents.map((agent) => {
      const { file, content } = agent.manifest
      const { name, version } = content.metadata
      return { name, version, file, isImported: isImported(agent.manifest), agent }
    }),
  )
  return (reference, options) => {
    const lookup = names.find(reference, options)
    if ('found' in lookup) return { found: lookup.found.agent }
    if (lookup.problem === 'version') {
      const unsure = lookup.named.find(({ agent }) => isLeftOut(agent.manifest, '/metadata/version'))
      if (unsure !== undefined) return { found: unsure.agent }
    }
    const wanted = isPath(reference) ? { file: resolveFrom(options.from, reference) ?? '' } : { name: reference }
    const faulty = lookup.problem === 'missing' ? lost('Agent', wanted) : undefined
    return faulty ?? explain(lookup, { reference, names, ...options })
  }
}

type Problem = Exclude<Found<NamedAgent>, { readonly found: NamedAgent }>

function explain(
  lookup: Problem,
  asked: Reference & { readonly reference: string; readonly names: AgentNames<NamedAgent> },
): AgentLookup {
  const { reference, range, names } = asked
  const { problem } = lookup
  if (isPath(reference)) return { problem: 'missing', ...explainPath(problem, asked) }
  if (problem === 'ambiguous') return { problem, ...explainSeveral(lookup.named) }
  if (problem === 'version') {
    const versions = [...new Set(lookup.named.map(versionOf))].join(', ')
    const message = `No version of ${reference} is in the range ${range}.`
    return { problem, message, hint: `The workspace has ${versions}.` }
  }
  return {
    problem: 'missing',
    message: `There is no agent named ${JSON.stringify(reference)}.`,
    hint: listCandidates(reference, names.names(), 'agents'),
  }
}

function explainSeveral(equal: readonly NamedAgent[]): { message: string; hint: string } {
  const places = equal.slice(0, mostPlaces).map(({ file }) => file)
  const rest = equal.length - places.length
  return {
    message: `There are ${equal.length} agents named ${JSON.stringify(equal[0]?.name)}, and none is nearer than the others.`,
    hint: `Rename all but one of them: ${places.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
  }
}

function explainPath(
  problem: Problem['problem'],
  { reference, from }: { readonly reference: string; readonly from: string },
): { message: string; hint: string } {
  if (problem === 'outside')
    return { message: `${reference} leads out of the workspace.`, hint: 'Refer to a file of the workspace.' }
  const file = resolveFrom(from, reference)
  if (problem === 'several')
    return { message: `${file} holds several agents.`, hint: 'Refer to the agent by its name.' }
  return { message: `There is no agent manifest at ${file}.`, hint: 'Correct the path, or add the manifest.' }
}

/** True for references by path rather than by name. */
export function isPath(reference: string): boolean {
  return reference.startsWith('./') || reference.startsWith('../')
}

// A broken range is reported by a rule of its own; here it must not hide the agent.
function versionOf({ version }: NamedAgent): string {
  return version
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
