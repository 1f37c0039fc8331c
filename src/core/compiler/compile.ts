import type { Baseline, WorkspaceConfiguration } from '#core/contract'
import type { Finding } from '#core/diagnostics'
import type { FileTree } from '#core/source'
import { type FileCache, type FileFacts, readConfiguration, WorkspaceFiles } from '#core/workspace'
import { type CheckedFile, checkFile } from './check-file.ts'
import { type Collected, collectAround, collectFiles } from './collect.ts'
import { compilerDiagnostics } from './diagnostics.ts'
import { linkManifests } from './link.ts'
import type { LinkedAgent, LinkedWorkflow, LinkedWorkspace } from './linked.ts'
import { type Reported, reportFindings } from './report-findings.ts'
import { unresolvedNames } from './unresolved.ts'

export interface CompileRequest {
  readonly tree: FileTree
  /** Files and folders to report on, relative to the root. The rest of the workspace is read only if they refer to it. */
  readonly targets: readonly string[]
  readonly cache?: FileCache | undefined
  /** Leave OpenAPI documents alone that no agent refers to. */
  readonly manifestsOnly?: boolean
  /** Report on the agents that the workflows in the targets use, too. */
  readonly includeTaskAgents?: boolean
  /** What is known already. Default what the configuration names. */
  readonly baseline?: Baseline | undefined
}

/** The result of linking, and what of it was asked for. */
export interface ReadWorkspace {
  readonly workspace: LinkedWorkspace
  /** Asked for, by file. */
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly agents: readonly LinkedAgent[]
  readonly workflows: readonly LinkedWorkflow[]
  readonly findings: readonly Finding[]
}

export interface CompiledWorkspace extends ReadWorkspace, Reported {}

/** Reads and links a workspace, without checking it. */
export function readWorkspace(request: CompileRequest): ReadWorkspace {
  const { tree, cache, manifestsOnly = false } = request
  return readWith(new WorkspaceFiles(tree, { cache, manifestsOnly }), request)
}

/** The same, with files that something may have been asked about already. */
export function readWith(
  files: WorkspaceFiles,
  { targets, includeTaskAgents = false }: Omit<CompileRequest, 'tree' | 'cache'>,
): ReadWorkspace {
  const { configuration, findings } = readConfiguration(files.tree)
  const collected = collectFiles(files, targets, configuration)
  const facts = new Map(collected.facts)
  const asked = new Set(facts.keys())
  const link = (all: Collected['facts']) =>
    linkManifests({ manifests: [...all.values()].flatMap(({ manifests }) => manifests), files, configuration, asked })
  let workspace = link(facts)
  const limits: Finding[] = []
  if (!targets.includes('') && unresolvedNames(workspace)) {
    const around = collectAround(files, targets, configuration)
    if (around === undefined) limits.push(tooMuchAround(targets))
    else workspace = link(new Map([...around, ...facts]))
  }
  if (includeTaskAgents)
    for (const [file, found] of taskAgents(facts, workspace)) {
      facts.set(file, found)
      asked.add(file)
    }
  return {
    workspace,
    facts,
    agents: workspace.agents.filter(({ manifest }) => facts.has(manifest.file)),
    workflows: workspace.workflows.filter(({ manifest }) => facts.has(manifest.file)),
    findings: [...findings, ...collected.findings, ...limits],
  }
}

/** Compiles a workspace: reads, links and checks it. Everything that is wrong is in the diagnostics; none stops the others. */
export async function compileWorkspace(request: CompileRequest): Promise<CompiledWorkspace> {
  return check(readWorkspace(request), request.baseline)
}

/** The same, with files that something may have been asked about already. */
export async function compileWith(
  files: WorkspaceFiles,
  request: Omit<CompileRequest, 'tree' | 'cache'>,
): Promise<CompiledWorkspace> {
  return check(readWith(files, request), request.baseline)
}

async function check(read: ReadWorkspace, baseline: Baseline | undefined): Promise<CompiledWorkspace> {
  const checked = await checkFiles(read)
  return { ...read, ...reportFindings({ checked, findings: read.findings }, read.workspace, baseline) }
}

/** What came of each file that was asked for, and of each OpenAPI document that its agents are bound to. */
async function checkFiles({ workspace, facts, agents, workflows }: ReadWorkspace): Promise<Map<string, CheckedFile>> {
  const checked = new Map<string, CheckedFile>()
  const agentsOf = groupByFile(agents)
  const workflowsOf = groupByFile(workflows)
  const { inquiry } = workspace.files
  for (const file of facts.keys()) {
    const subject = { file, agents: agentsOf.get(file) ?? [], workflows: workflowsOf.get(file) ?? [] }
    checked.set(file, await inquiry.remember({ file, name: 'check' }, () => checkFile(subject, workspace)))
  }
  const bound = new Set([...checked.values()].flatMap(({ documents }) => documents))
  for (const file of [...bound].sort()) {
    if (checked.has(file)) continue
    const subject = { file, agents: [], workflows: [] }
    checked.set(file, await inquiry.remember({ file, name: 'check as document' }, () => checkFile(subject, workspace)))
  }
  return checked
}

function groupByFile<T extends LinkedAgent | LinkedWorkflow>(linked: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of linked) {
    const { file } = each.manifest
    const group = groups.get(file)
    if (group === undefined) groups.set(file, [each])
    else group.push(each)
  }
  return groups
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
  const used = workspace.workflows
    .filter(({ manifest }) => facts.has(manifest.file))
    .flatMap(({ tasks }) => tasks.flatMap(({ agent }) => ('found' in agent ? [agent.found.manifest.file] : [])))
  return [...new Set(used)].flatMap((file) => {
    const found = facts.has(file) ? undefined : workspace.files.facts(file, 'named')
    return found === undefined ? [] : [[file, found] as const]
  })
}
