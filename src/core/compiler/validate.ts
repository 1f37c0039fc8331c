import { countBySeverity, type Diagnostic, type FailureLimits, type Report } from '#core/diagnostics'
import { joinPath, nearestFolderWith, relativeInside, sourceDiagnostics } from '#core/source'
import { type CompileOnDiskRequest, compileOnDisk } from './compile-on-disk.ts'
import { definitions } from './definitions.ts'

export interface ValidateRequest extends CompileOnDiskRequest, FailureLimits {
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
export async function validateWorkspace({ now, failOn, maxWarnings, ...where }: ValidateRequest): Promise<Validated> {
  const start = now()
  const { root, targets, compiled } = await compileOnDisk(where)
  const { diagnostics, facts, agents, workflows, workspace } = compiled
  const { error: errors, warning: warnings } = countBySeverity(diagnostics)
  const summary = {
    files: facts.size,
    agents: agents.length,
    workflows: workflows.length,
    errors,
    warnings,
    durationMs: Math.round(now() - start),
  }
  const ok = !fails(diagnostics, { failOn, maxWarnings })
  const report: Report = {
    output: { ok, summary, diagnostics: [...diagnostics] },
    files: [...facts.keys()],
    lines: workspace.files.lines,
    failOn,
    definitions,
    repositoryPath: repositoryPath(root),
  }
  const { code: unreadable } = sourceDiagnostics.readable.definition
  const couldRead = !diagnostics.some(({ code, file }) => code === unreadable && targets.includes(file))
  return { report, root, couldRead }
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
