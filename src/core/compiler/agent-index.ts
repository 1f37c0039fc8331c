import { listCandidates } from '#core/diagnostics'
import { isImported, type Manifest } from '#core/manifest'
import { resolveFrom } from '#core/source'
import { highestOf, inRange } from './choose-version.ts'
import type { AgentLookup, FindAgent, LinkedAgent } from './linked.ts'
import { nearest } from './nearest.ts'

const mostPlaces = 8

/** Makes the lookup over all agents. */
export function indexAgents(agents: readonly LinkedAgent[]): FindAgent {
  const byName = new Map<string, LinkedAgent[]>()
  const byFile = new Map<string, LinkedAgent[]>()
  for (const agent of agents) {
    push(byName, agent.manifest.content.metadata.name, agent)
    push(byFile, agent.manifest.file, agent)
  }
  return (reference, { from, range }) => {
    if (isPath(reference)) return findByPath(byFile, reference, from)
    const named = byName.get(reference)
    if (named === undefined)
      return {
        problem: 'missing',
        message: `There is no agent named ${JSON.stringify(reference)}.`,
        hint: listCandidates(reference, [...byName.keys()].sort(), 'agents'),
      }
    const matching = inRange(named, range, versionOf)
    const best = highestOf(matching, range, versionOf)
    if (best !== undefined)
      return oneOf(
        matching.filter((agent) => versionOf(agent) === versionOf(best)),
        best,
        from,
      )
    const versions = [...new Set(named.map(versionOf))].join(', ')
    return {
      problem: 'version',
      message: `No version of ${reference} is in the range ${range}.`,
      hint: `The workspace has ${versions}.`,
    }
  }
}

// Of equal manifests of our own, the second is an error. Elsewhere names are taken as often as you like, and mean what is nearest.
function oneOf(equal: readonly LinkedAgent[], first: LinkedAgent, from: string): AgentLookup {
  if (equal.length === 1 || !equal.some(({ manifest }) => isImported(manifest))) return { found: first }
  const found = nearest(equal, from)
  if (found !== undefined) return { found }
  const name = JSON.stringify(first.manifest.content.metadata.name)
  const places = equal.slice(0, mostPlaces).map(({ manifest }) => manifest.file)
  const rest = equal.length - places.length
  return {
    problem: 'ambiguous',
    message: `There are ${equal.length} agents named ${name}, and none is nearer than the others.`,
    hint: `Rename all but one of them: ${places.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`,
  }
}

/** True for references by path rather than by name. */
export function isPath(reference: string): boolean {
  return reference.startsWith('./') || reference.startsWith('../')
}

function findByPath(byFile: ReadonlyMap<string, readonly LinkedAgent[]>, reference: string, from: string): AgentLookup {
  const file = resolveFrom(from, reference)
  if (file === undefined)
    return {
      problem: 'missing',
      message: `${reference} leads out of the workspace.`,
      hint: 'Refer to a file of the workspace.',
    }
  const [agent, second] = byFile.get(file) ?? []
  if (agent !== undefined && second === undefined) return { found: agent }
  if (agent === undefined)
    return {
      problem: 'missing',
      message: `There is no agent manifest at ${file}.`,
      hint: 'Correct the path, or add the manifest.',
    }
  return { problem: 'missing', message: `${file} holds several agents.`, hint: 'Refer to the agent by its name.' }
}

// A broken range is reported by a rule of its own; here it must not hide the agent.
function versionOf(agent: { manifest: Manifest }): string {
  return agent.manifest.content.metadata.version
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
