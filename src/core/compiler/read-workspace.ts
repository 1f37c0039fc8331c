import type { WorkspaceConfiguration } from '#core/contract'
import type { Finding } from '#core/diagnostics'
import type { FileTree } from '#core/source'
import { type FileCache, type FileFacts, readConfiguration, WorkspaceFiles } from '#core/workspace'
import { type Collected, type CollectRequest, collectAround, collectFiles } from './collect.ts'
import { compilerDiagnostics } from './diagnostics.ts'
import { linkManifests } from './link.ts'
import type { LinkedAgent, LinkedServer, LinkedWorkflow, LinkedWorkspace } from './linked.ts'
import { settingProblems } from './settings.ts'
import { unresolvedNames } from './unresolved.ts'

/** The rest of the workspace is read only if the targets refer to it. */
export interface ReadRequest extends CollectRequest {
  /** Report on the agents and workflows that the workflows in the targets use, too. */
  readonly includeTaskAgents?: boolean
  /** Read what lies around the targets in any case, to know who refers to them. */
  readonly withSurroundings?: boolean
}

export interface WorkspaceRequest extends ReadRequest {
  readonly tree: FileTree
  readonly cache?: FileCache | undefined
  /** Leave OpenAPI documents alone that no agent refers to. */
  readonly manifestsOnly?: boolean
  /** Another version of the workspace: what is in both is parsed once. */
  readonly like?: WorkspaceFiles | undefined
}

/** The result of linking, and what of it was asked for. */
export interface ReadWorkspace {
  readonly workspace: LinkedWorkspace
  /** Asked for, by file. */
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly agents: readonly LinkedAgent[]
  readonly workflows: readonly LinkedWorkflow[]
  readonly servers: readonly LinkedServer[]
  readonly findings: readonly Finding[]
}

/** Reads and links a workspace, without checking it. */
export function readWorkspace({
  tree,
  cache,
  manifestsOnly = false,
  like,
  ...request
}: WorkspaceRequest): ReadWorkspace {
  return readFiles(new WorkspaceFiles(tree, { cache, manifestsOnly, like }), request)
}

/** Reads and links files of a workspace, without checking them. */
export function readFiles(
  files: WorkspaceFiles,
  { targets, includeTaskAgents = false, withSurroundings = false, ...before }: ReadRequest,
): ReadWorkspace {
  const alone = readTargets(files, { targets, ...before })
  const { facts, findings, configuration } = alone
  let { workspace } = alone
  if (isOpen(alone, targets) || (withSurroundings && !targets.includes(''))) {
    const around = collectAround(files, targets, configuration)
    if (around === undefined) findings.push(tooMuchAround(targets))
    else workspace = link(new Map([...around, ...facts]), alone)
  }
  if (includeTaskAgents) for (const [file, found] of taskAgents(facts, workspace)) facts.set(file, found)
  return {
    workspace,
    facts,
    agents: workspace.agents.filter(({ manifest }) => facts.has(manifest.file)),
    workflows: workspace.workflows.filter(({ manifest }) => facts.has(manifest.file)),
    servers: workspace.servers.filter(({ manifest }) => facts.has(manifest.file)),
    findings,
  }
}

/** True if names in the targets lead to files beyond them. */
export function leadsFurther(files: WorkspaceFiles, targets: readonly string[]): boolean {
  return isOpen(readTargets(files, { targets }), targets)
}

interface Targets {
  readonly files: WorkspaceFiles
  readonly configuration: WorkspaceConfiguration
  /** What was asked for, by file. */
  readonly facts: Map<string, FileFacts>
  readonly findings: Finding[]
}

function readTargets(files: WorkspaceFiles, request: ReadRequest): Targets & { workspace: LinkedWorkspace } {
  const { configuration, written, findings } = readConfiguration(files.tree)
  const collected = collectFiles(files, request, configuration)
  const facts = new Map(collected.facts)
  const faults = [...findings, ...settingProblems(written), ...collected.findings]
  const read = { files, configuration, facts, findings: faults }
  return { ...read, workspace: link(facts, read) }
}

function isOpen({ workspace }: { workspace: LinkedWorkspace }, targets: readonly string[]): boolean {
  return !targets.includes('') && unresolvedNames(workspace)
}

function link(facts: Collected['facts'], { files, configuration, facts: asked }: Targets): LinkedWorkspace {
  return linkManifests({ facts, files, configuration, asked })
}

function tooMuchAround([target = '']: readonly string[]): Finding {
  const message = 'The rest of the workspace was not read: there are too many files around. Names may lead there.'
  return compilerDiagnostics.surroundings({
    file: target,
    pointer: '',
    message,
    position: { line: 1, column: 1, endLine: 1, endColumn: 2 },
  })
}

function taskAgents(
  facts: ReadonlyMap<string, FileFacts>,
  workspace: LinkedWorkspace,
): (readonly [file: string, facts: FileFacts])[] {
  const asked = workspace.workflows.filter(({ manifest }) => facts.has(manifest.file))
  const used = withCalled(asked).flatMap(({ manifest, tasks }) => [
    manifest.file,
    ...tasks.flatMap(({ agent }) => ('found' in agent ? [agent.found.manifest.file] : [])),
  ])
  return [...new Set(used)].flatMap((file) => {
    const found = facts.has(file) ? undefined : workspace.files.facts(file, 'named')
    return found === undefined ? [] : [[file, found] as const]
  })
}

/** Workflows, and those that they carry out as tasks, however far away. */
function withCalled(workflows: readonly LinkedWorkflow[]): LinkedWorkflow[] {
  const all = new Set(workflows)
  for (const { calls } of all) for (const { workflow } of calls) if ('found' in workflow) all.add(workflow.found)
  return [...all]
}
