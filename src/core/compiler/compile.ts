import type { Baseline } from '#core/contract'
import { WorkspaceFiles } from '#core/workspace'
import { type CheckedFile, checkFile } from './check-file.ts'
import type { LinkedAgent, LinkedWorkflow } from './linked.ts'
import { type ReadRequest, type ReadWorkspace, readFiles, type WorkspaceRequest } from './read-workspace.ts'
import { type Reported, reportFindings } from './report-findings.ts'

interface Known {
  /** What is known already. Default what the configuration names. */
  readonly baseline?: Baseline | undefined
}

export type CompileRequest = WorkspaceRequest & Known

export interface CompiledWorkspace extends ReadWorkspace, Reported {}

/** Compiles a workspace: reads, links and checks it. Everything that is wrong is in the diagnostics; none stops the others. */
export function compileWorkspace({
  tree,
  cache,
  manifestsOnly = false,
  like,
  ...request
}: CompileRequest): Promise<CompiledWorkspace> {
  return compileFiles(new WorkspaceFiles(tree, { cache, manifestsOnly, like }), request)
}

/** Compiles files of a workspace. */
export async function compileFiles(files: WorkspaceFiles, request: ReadRequest & Known): Promise<CompiledWorkspace> {
  const read = readFiles(files, request)
  const checked = await checkFiles(read)
  return { ...read, ...reportFindings({ checked, findings: read.findings }, read.workspace, request.baseline) }
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
