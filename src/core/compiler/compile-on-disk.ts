import type { Baseline } from '#core/contract'
import { diskTree } from '#core/source'
import { locateWorkspace, type WorkspaceLocation } from '#core/workspace'
import { type CompiledWorkspace, compileWorkspace } from './compile.ts'

export interface CompileOnDiskRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  /** What is known already. Default what the configuration names. */
  readonly baseline?: Baseline | undefined
}

/** Compiles what is on disk. Throws OssaError for paths that do not exist. */
export async function compileOnDisk(
  request: CompileOnDiskRequest,
): Promise<WorkspaceLocation & { readonly compiled: CompiledWorkspace }> {
  const { root, targets } = locateWorkspace(request)
  const { baseline } = request
  return { root, targets, compiled: await compileWorkspace({ tree: diskTree(root), targets, baseline }) }
}
