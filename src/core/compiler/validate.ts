import type { ValidateOutput } from '#core/contract'
import { countBySeverity } from '#core/diagnostics'
import { diskTree, sourceDiagnostics } from '#core/source'
import { locateWorkspace } from '#core/workspace'
import { type CompiledWorkspace, compileWorkspace } from './compile.ts'

export interface ValidateRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  /** Milliseconds; only differences count. */
  readonly now: () => number
}

export interface Validated {
  readonly output: ValidateOutput
  readonly root: string
  readonly compiled: CompiledWorkspace
  /** Every file that was named could be read. */
  readonly couldRead: boolean
}

/** Compiles what is on disk. Throws OssaError for paths that do not exist. */
export async function validateWorkspace({ now, ...where }: ValidateRequest): Promise<Validated> {
  const start = now()
  const { root, targets } = locateWorkspace(where)
  const compiled = await compileWorkspace({ tree: diskTree(root), targets })
  const { diagnostics, facts, agents, workflows } = compiled
  const { error: errors, warning: warnings } = countBySeverity(diagnostics)
  const summary = {
    files: facts.size,
    agents: agents.length,
    workflows: workflows.length,
    errors,
    warnings,
    durationMs: Math.round(now() - start),
  }
  const { code: unreadable } = sourceDiagnostics.readable.definition
  const couldRead = !diagnostics.some(({ code, file }) => code === unreadable && targets.includes(file))
  return { output: { ok: errors === 0, summary, diagnostics: [...diagnostics] }, root, compiled, couldRead }
}
