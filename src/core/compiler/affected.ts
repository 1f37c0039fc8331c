import { isObject } from '#core/json'
import type { Manifest } from '#core/manifest'
import { resolveFrom } from '#core/source'
import { configurationFile } from '#core/workspace'
import type { CompiledWorkspace } from './compile.ts'
import type { AgentLookup, LinkedAgent, LinkedWorkspace, WorkflowLookup } from './linked.ts'
import { relationFields } from './rules/agent-exists.ts'

/** The workspace as far as it is affected by changes of files: these, and all that refer to them, however far away. */
export function narrowToAffected(compiled: CompiledWorkspace, changed: readonly string[]): CompiledWorkspace {
  if (changed.includes(configurationFile)) return compiled
  const affected = affectedBy(changed, compiled.workspace, [...compiled.facts.keys()])
  const { baseline } = compiled
  const isAffected = ({ file }: { readonly file: string }) => affected.has(file)
  return {
    ...compiled,
    facts: new Map([...compiled.facts].filter(([file]) => affected.has(file))),
    agents: compiled.agents.filter(({ manifest }) => isAffected(manifest)),
    workflows: compiled.workflows.filter(({ manifest }) => isAffected(manifest)),
    servers: compiled.servers.filter(({ manifest }) => isAffected(manifest)),
    // What clashes with a file that was changed may be reported in another one.
    diagnostics: compiled.diagnostics.filter((each) => isAffected(each) || each.related?.some(isAffected)),
    ...(baseline && { baseline: { ...baseline, stale: baseline.stale.filter(isAffected) } }),
  }
}

function affectedBy(
  changed: readonly string[],
  workspace: LinkedWorkspace,
  checked: readonly string[],
): ReadonlySet<string> {
  const affected = new Set(changed)
  if (changed.length === 0) return affected
  const { references, open } = referencesOf(workspace, checked)
  // A name that leads nowhere may have led to what was changed.
  for (const file of open) affected.add(file)
  const referring = new Map<string, string[]>()
  for (const [from, targets] of references)
    for (const target of targets) referring.set(target, [...(referring.get(target) ?? []), from])
  for (const file of affected) for (const from of referring.get(file) ?? []) affected.add(from)
  return affected
}

interface References {
  /** By file, those it refers to. */
  readonly references: ReadonlyMap<string, ReadonlySet<string>>
  /** Files with names of agents that lead nowhere. */
  readonly open: ReadonlySet<string>
}

function referencesOf(workspace: LinkedWorkspace, checked: readonly string[]): References {
  const references = new Map<string, Set<string>>(checked.map((file) => [file, new Set()]))
  const open = new Set<string>()
  const refer = (from: string, targets: readonly string[]) => {
    const known = references.get(from) ?? new Set()
    references.set(from, known)
    for (const target of targets) {
      known.add(target)
      if (!references.has(target)) references.set(target, new Set())
    }
  }
  for (const { file, lookups, paths } of namesIn(workspace)) {
    refer(file, [...paths, ...lookups.flatMap((lookup) => ('found' in lookup ? [lookup.found.manifest.file] : []))])
    if (lookups.some((lookup) => 'problem' in lookup)) open.add(file)
  }
  // The map grows while it is walked: a schema may refer to the next.
  for (const file of references.keys()) refer(file, pathsIn(file, workspace.files.load(file)))
  return { references, open }
}

interface NamesIn {
  readonly file: string
  readonly lookups: readonly (AgentLookup | WorkflowLookup)[]
  readonly paths: readonly string[]
}

function namesIn(workspace: LinkedWorkspace): NamesIn[] {
  return [
    ...workspace.agents.map((agent) => ({
      file: agent.manifest.file,
      lookups: agentNames(agent).map(({ name, range }) =>
        workspace.findAgent(name, { from: agent.manifest.file, range }),
      ),
      paths: [...pathsOf(agent), ...pathsInManifest(agent.manifest)],
    })),
    ...workspace.workflows.map(({ manifest, tasks, calls }) => ({
      file: manifest.file,
      lookups: [...tasks.map(({ agent }) => agent), ...calls.map(({ workflow }) => workflow)],
      paths: pathsInManifest(manifest),
    })),
    ...workspace.servers.map(({ manifest: { file }, tools }) => ({
      file,
      lookups: [],
      paths: [...new Set(tools.map(({ place }) => place.file))],
    })),
  ]
}

function agentNames({ manifest }: LinkedAgent): { name: string; range?: string | undefined }[] {
  const { spec } = manifest.content
  return [
    ...(spec.dependsOn ?? []).map(({ agent, version }) => ({ name: agent, range: version })),
    ...(spec.tools ?? []).flatMap(({ agent }) => (agent === undefined ? [] : [{ name: agent }])),
    ...relationFields.flatMap((field) => (spec[field] ?? []).map((name) => ({ name }))),
  ]
}

function pathsOf({ manifest }: LinkedAgent): string[] {
  const { capabilities = [], files = [] } = manifest.content.spec
  const written = [...capabilities.flatMap(({ operation }) => operation ?? []), ...files.map(({ path }) => path)]
  return written.flatMap((reference) => fileOf(manifest.file, reference))
}

// What a file says may be no v1 manifest, so both are looked through.
function pathsInManifest({ file, content }: Manifest): string[] {
  return pathsIn(file, content)
}

/** The files that the `$ref` in a value lead to. */
function pathsIn(file: string, value: unknown): string[] {
  const found: string[] = []
  const stack: unknown[] = [value]
  const seen = new Set<unknown>()
  while (stack.length > 0) {
    const current = stack.pop()
    if (typeof current !== 'object' || current === null || seen.has(current)) continue
    seen.add(current)
    if (isObject(current) && typeof current['$ref'] === 'string') found.push(...fileOf(file, current['$ref']))
    stack.push(...Object.values(current))
  }
  return found
}

function fileOf(from: string, reference: string): string[] {
  const [path = ''] = reference.split('#')
  const file = path === '' ? undefined : resolveFrom(from, path)
  return file === undefined ? [] : [file]
}
