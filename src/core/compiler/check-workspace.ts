import type { Baseline, KnownFinding } from '#core/contract'
import type { Diagnostic } from '#core/diagnostics'
import { hashJson } from '#core/json'
import type { WorkspaceFiles } from '#core/workspace'
import { type CompiledWorkspace, compileFiles } from './compile.ts'

/** What a check says, as plain data. */
export interface CheckResult {
  readonly diagnostics: readonly Diagnostic[]
  /** The files that were checked. */
  readonly files: readonly string[]
  readonly agents: number
  readonly workflows: number
  readonly servers: number
  /** What of a baseline was found, and what was not. */
  readonly baseline?: { readonly known: number; readonly stale: readonly KnownFinding[] }
}

export interface CheckWorkspaceRequest {
  /** Files and folders to report on, relative to the root. */
  readonly targets: readonly string[]
  /** What is known already. Default what the configuration names. */
  readonly baseline?: Baseline | undefined
}

/** Checks files of a workspace, and remembers what came of it as a whole: of an unchanged one nothing is parsed or linked. */
export function checkWorkspace(
  files: WorkspaceFiles,
  { targets, baseline }: CheckWorkspaceRequest,
): Promise<CheckResult> {
  const check = async () => resultOf(await compileFiles(files, { targets, baseline }))
  if (!files.inquiry.isRemembered) return check()
  return files.inquiry.remember({ file: '', name: `check ${hashJson([targets, baseline ?? null])}` }, check)
}

/** What is said of a compiled workspace. */
export function resultOf({ diagnostics, facts, agents, workflows, servers, baseline }: CompiledWorkspace): CheckResult {
  const sizes = { agents: agents.length, workflows: workflows.length, servers: servers.length }
  const counts = { diagnostics, files: [...facts.keys()], ...sizes }
  if (baseline === undefined) return counts
  return { ...counts, baseline: { known: baseline.known.length, stale: baseline.stale } }
}
