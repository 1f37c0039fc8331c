import type { Baseline } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { diskTree, type FileTree, relativeInside, withFile } from '#core/source'
import { locateNewFile, locateWorkspace, type WorkspaceLocation } from '#core/workspace'
import { narrowToAffected } from './affected.ts'
import { type CompiledWorkspace, compileWorkspace } from './compile.ts'

/** Text that is not, or not yet, in the file it belongs to. */
export interface UnsavedFile {
  /** Relative to `cwd`. It need not exist. */
  readonly file: string
  readonly content: Uint8Array
}

export interface CompileOnDiskRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  /** What is known already. Default what the configuration names. */
  readonly baseline?: Baseline | undefined
  /** Compile this instead of what is at the paths. */
  readonly unsaved?: UnsavedFile | undefined
  /** Report only on files that were changed since, and on what refers to them: `git#REF`. */
  readonly changed?: string | undefined
}

export interface CompiledOnDisk extends WorkspaceLocation {
  readonly tree: FileTree
  readonly compiled: CompiledWorkspace
}

/** Compiles what is on disk. Throws OssaError for paths that do not exist. */
export async function compileOnDisk(request: CompileOnDiskRequest): Promise<CompiledOnDisk> {
  const { baseline, changed } = request
  const { root, targets, tree } = locate(request)
  const compiled = await compileWorkspace({ tree, targets, baseline })
  if (changed === undefined) return { root, targets, tree, compiled }
  const files = await changedFiles(changed, request.cwd, root)
  return { root, targets, tree, compiled: narrowToAffected(compiled, files) }
}

function locate({ unsaved, ...request }: CompileOnDiskRequest): WorkspaceLocation & { tree: FileTree } {
  if (unsaved === undefined) {
    const { root, targets } = locateWorkspace(request)
    return { root, targets, tree: diskTree(root) }
  }
  const { root, file } = locateNewFile({ cwd: request.cwd, root: request.root, file: unsaved.file })
  return { root, targets: [file], tree: withFile(diskTree(root), file, unsaved.content) }
}

/** Files of a workspace that differ from a version, `git#REF`, relative to its root. Throws OssaError for what is no version. */
// Only here is git needed, which takes a while to load.
export async function changedFiles(since: string, cwd: string, root: string): Promise<string[]> {
  const ref = /^git#(.+)$/s.exec(since)?.[1]
  if (ref === undefined)
    throw usageError(
      'workspace/unknown-version',
      `${JSON.stringify(since)} is no version to compare with.`,
      'Write git# and a branch, a tag or a commit, such as git#main.',
    )
  const { changedSince, openRepository } = await import('#core/git')
  const repository = await openRepository(cwd)
  const files = await changedSince(repository, ref)
  return files.flatMap((file) => relativeInside(root, `${repository.topLevel}/${file}`) ?? [])
}
