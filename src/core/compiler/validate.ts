import type { ValidateOutput } from '#core/contract'
import { countBySeverity, type Diagnostic, type FailureLimits, type Report } from '#core/diagnostics'
import { joinPath, nearestFolderWith, relativeInside, sourceDiagnostics } from '#core/source'
import { type BaselineFiles, compileWithBaseline } from './baseline-file.ts'
import type { CompiledWorkspace } from './compile.ts'
import type { CompileOnDiskRequest } from './compile-on-disk.ts'
import { definitions } from './definitions.ts'

export interface ValidateRequest extends Omit<CompileOnDiskRequest, 'baseline'>, BaselineFiles, FailureLimits {
  /** Milliseconds; only differences count. */
  readonly now: () => number
}

export interface Validated {
  readonly report: Report
  readonly root: string
  /** Every file that was named could be read. */
  readonly couldRead: boolean
}

/** Compiles what is on disk. Throws OssaError for paths that do not exist. */
export async function validateWorkspace(request: ValidateRequest): Promise<Validated> {
  const start = request.now()
  const { root, targets, compiled } = await compileWithBaseline(request)
  const { diagnostics, facts, workspace, baseline } = compiled
  const summary = { ...summaryOf(compiled), durationMs: Math.round(request.now() - start) }
  const report: Report = {
    output: { ok: !fails(diagnostics, request), summary, diagnostics: [...diagnostics] },
    files: [...facts.keys()],
    lines: workspace.files.lines,
    failOn: request.failOn,
    definitions,
    stale: baseline?.stale ?? [],
    repositoryPath: repositoryPath(root),
  }
  const { code: unreadable } = sourceDiagnostics.readable.definition
  const couldRead = !diagnostics.some(({ code, file }) => code === unreadable && targets.includes(file))
  return { report, root, couldRead }
}

function summaryOf(compiled: CompiledWorkspace): Omit<ValidateOutput['summary'], 'durationMs'> {
  const { diagnostics, facts, agents, workflows, baseline } = compiled
  const { error: errors, warning: warnings } = countBySeverity(diagnostics)
  const counts = { files: facts.size, agents: agents.length, workflows: workflows.length, errors, warnings }
  if (baseline === undefined) return counts
  return { ...counts, baseline: { known: baseline.known.length, stale: baseline.stale.length } }
}

function fails(diagnostics: readonly Diagnostic[], { failOn, maxWarnings }: FailureLimits): boolean {
  const { error: errors, warning: warnings } = countBySeverity(diagnostics)
  return errors > 0 || warnings > (failOn === 'warning' ? 0 : (maxWarnings ?? Number.POSITIVE_INFINITY))
}

// Code hosts know files by their paths in the repository, wherever in it the workspace is.
function repositoryPath(root: string): (file: string) => string {
  const repository = nearestFolderWith('.git', root) ?? root
  const prefix = relativeInside(repository, root) ?? ''
  return (file) => joinPath(prefix, file)
}
