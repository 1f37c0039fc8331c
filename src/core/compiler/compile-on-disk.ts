import { diskTree, type FileTree } from '#core/source'
import { locateWorkspace, type WorkspaceLocation } from '#core/workspace'
import { type CompiledWorkspace, compileWorkspace } from './compile.ts'

export interface CompileOnDiskRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
}

export interface CompiledOnDisk extends WorkspaceLocation {
  readonly tree: FileTree
  readonly compiled: CompiledWorkspace
}

/** Compiles what is on disk. Throws OssaError for paths that do not exist. */
export async function compileOnDisk(request: CompileOnDiskRequest): Promise<CompiledOnDisk> {
  const { root, targets } = locateWorkspace(request)
  const tree = diskTree(root)
  return { root, targets, tree, compiled: await compileWorkspace({ tree, targets }) }
}
