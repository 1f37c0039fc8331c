import type { ValidateOutput } from '#core/contract'
import { countBySeverity } from '#core/diagnostics'
import { diskTree } from '#core/source'
import { locateWorkspace } from '#core/workspace'
import { type CompiledWorkspace, compileWorkspace } from './compile.ts'

export interface ValidateRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  /** Milliseconds; only differences count. */
  readonly now: () => number
}

/** Compiles what is on disk. Throws OssaError for paths that do not exist. */
export async function validateWorkspace({
  now,
  ...where
}: ValidateRequest): Promise<{ output: ValidateOutput; root: string; compiled: CompiledWorkspace }> {
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
  return { output: { ok: errors === 0, summary, diagnostics: [...diagnostics] }, root, compiled }
}
