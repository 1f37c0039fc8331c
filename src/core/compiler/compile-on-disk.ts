import { withRemote } from '#core/remote'
import { diskTree, type FileTree } from '#core/source'
import { locateWorkspace, type WorkspaceLocation } from '#core/workspace'
import { type CompiledWorkspace, compileWorkspace } from './compile.ts'

export interface CompileOnDiskRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  /** Ask no host for documents: use the copies of them that are kept. */
  readonly offline?: boolean | undefined
  /** Compile the agents and workflows that the workflows use, too. */
  readonly includeTaskAgents?: boolean
}

export interface CompiledOnDisk extends WorkspaceLocation {
  readonly tree: FileTree
  readonly compiled: CompiledWorkspace
  readonly remoteNotes: readonly string[]
}

type Compiled = Pick<CompiledOnDisk, 'tree' | 'compiled'>

/** Compiles what is on disk, with the documents of other hosts that it refers to. Throws OssaError for paths that do not exist. */
export async function compileOnDisk(request: CompileOnDiskRequest): Promise<CompiledOnDisk> {
  const { root, targets } = locateWorkspace(request)
  const { includeTaskAgents = false, offline } = request
  const { value, remoteNotes } = await withRemote<Compiled>(
    diskTree(root),
    { root, offline },
    async (tree, earlier) => {
      const like = earlier?.compiled.workspace.files
      return { tree, compiled: await compileWorkspace({ tree, targets, includeTaskAgents, like }) }
    },
  )
  return { root, targets, ...value, remoteNotes }
}
