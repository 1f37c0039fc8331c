import type { Baseline } from '#core/contract'
import type { Finding } from '#core/diagnostics'
import { loadExpressions } from '#core/expression'
import { isObject } from '#core/json'
import { checkOpenApi, isOpenApi, openOpenApi } from '#core/openapi'
import type { FileTree } from '#core/source'
import { type FileCache, type FileFacts, readConfiguration, WorkspaceFiles } from '#core/workspace'
import { type Collected, collectAround, collectFiles } from './collect.ts'
import { compilerDiagnostics } from './diagnostics.ts'
import { linkManifests } from './link.ts'
import type { LinkedAgent, LinkedServer, LinkedWorkflow, LinkedWorkspace } from './linked.ts'
import { type Reported, reportFindings } from './report-findings.ts'
import { checkAgent, checkDocument, checkWorkflow } from './rule.ts'
import { rules } from './rules/index.ts'
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
  readonly servers: readonly LinkedServer[]
  readonly findings: readonly Finding[]
}

export interface CompiledWorkspace extends ReadWorkspace, Reported {}

/** Reads and links a workspace, without checking it. */
export function readWorkspace(request: CompileRequest): ReadWorkspace {
  const { tree, targets, cache, manifestsOnly = false, includeTaskAgents = false } = request
  const { configuration, findings } = readConfiguration(tree)
  const files = new WorkspaceFiles(tree, { cache, manifestsOnly })
  const asked = collectFiles(files, targets, configuration)
  let { facts } = asked
  let workspace = linkManifests(facts, files, configuration)
  const limits: Finding[] = []
  if (!targets.includes('') && unresolvedNames(workspace)) {
    const around = collectAround(files, targets, configuration)
    if (around === undefined) limits.push(tooMuchAround(targets))
    else workspace = linkManifests(new Map([...around, ...facts]), files, configuration)
  }
  if (includeTaskAgents) facts = withTaskAgents(facts, workspace)
  return {
    workspace: { ...workspace, asked: new Set(facts.keys()) },
    facts,
    agents: workspace.agents.filter(({ manifest }) => facts.has(manifest.file)),
    workflows: workspace.workflows.filter(({ manifest }) => facts.has(manifest.file)),
    servers: workspace.servers.filter(({ manifest }) => facts.has(manifest.file)),
    findings: [...findings, ...asked.findings, ...limits],
  }
}

/** Compiles a workspace: reads, links and checks it. Everything that is wrong is in the diagnostics; none stops the others. */
export async function compileWorkspace(request: CompileRequest): Promise<CompiledWorkspace> {
  const read = readWorkspace(request)
  const { workspace, facts } = read
  if (workspace.workflows.length > 0) await loadExpressions()
  const findings = [...read.findings, ...checkAgents(read), ...(await checkWorkflows(read))]
  const openapi = openApiFiles(read)
  const referenced = openapi
    .filter((file) => !facts.has(file))
    .flatMap((file) => workspace.files.facts(file, 'named') ?? [])
  for (const file of openapi) findings.push(...(await checkOpenApiFile(file, workspace)))
  for (const each of [...facts.values(), ...referenced])
    findings.push(...each.findings, ...inspectDocuments(each, workspace.files))
  return { ...read, ...reportFindings(findings, workspace, request.baseline) }
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

function inspectDocuments({ file, isRecognised }: FileFacts, files: WorkspaceFiles): Finding[] {
  const documents = isRecognised ? files.documents(file) : []
  return documents.flatMap((document) =>
    rules.flatMap((rule) => (rule.on === 'document' ? checkDocument(rule, document, file) : [])),
  )
}

function withTaskAgents(facts: Collected['facts'], workspace: LinkedWorkspace): ReadonlyMap<string, FileFacts> {
  const asked = workspace.workflows.filter(({ manifest }) => facts.has(manifest.file))
  const used = withCalled(asked).flatMap(({ manifest, tasks }) => [
    manifest.file,
    ...tasks.flatMap(({ agent }) => ('found' in agent ? [agent.found.manifest.file] : [])),
  ])
  const added = [...new Set(used)].flatMap((file) => {
    const found = facts.has(file) ? undefined : workspace.files.facts(file, 'named')
    return found === undefined ? [] : [[file, found] as const]
  })
  return new Map([...facts, ...added])
}

/** Workflows, and those that they carry out as tasks, however far away. */
function withCalled(workflows: readonly LinkedWorkflow[]): LinkedWorkflow[] {
  const all = new Set(workflows)
  for (const { calls } of all) for (const { workflow } of calls) if ('found' in workflow) all.add(workflow.found)
  return [...all]
}

function checkAgents({ workspace, agents }: ReadWorkspace): Finding[] {
  return agents.flatMap((agent) => [
    ...rules.flatMap((rule) => (rule.on === 'agent' ? checkAgent(rule, agent, workspace) : [])),
    ...agent.capabilities.flatMap((capability) => workspace.contractOf(agent, capability).findings),
  ])
}

async function checkWorkflows({ workspace, workflows }: ReadWorkspace): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const workflow of workflows)
    for (const rule of rules)
      if (rule.on === 'workflow') findings.push(...(await checkWorkflow(rule, workflow, workspace)))
  return findings
}

// The OpenAPI documents that were asked for, and those that the agents in question are bound to.
function openApiFiles({ facts, agents }: ReadWorkspace): string[] {
  const asked = [...facts.values()].filter(({ isOpenApi: is }) => is).map(({ file }) => file)
  const bound = agents.flatMap(({ capabilities }) =>
    capabilities.flatMap(({ binding }) =>
      binding !== undefined && 'document' in binding ? [binding.document.file] : [],
    ),
  )
  return [...new Set([...asked, ...bound])].sort()
}

async function checkOpenApiFile(file: string, { files }: LinkedWorkspace): Promise<Finding[]> {
  const value = files.load(file)
  if (!isObject(value) || !isOpenApi(value)) return []
  const place = { file, pointer: '' }
  const { document, findings } = openOpenApi(place, value, files.load)
  return document === undefined ? findings : [...findings, ...(await checkOpenApi(document, place))]
}
