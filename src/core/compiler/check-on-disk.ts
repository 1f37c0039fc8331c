import { isAddress } from '#core/diagnostics'
import { withRemote } from '#core/remote'
import { diskTree, type FileTree, isFileAt, sizeOfFile, withFile } from '#core/source'
import {
  cacheFile,
  locateNewFile,
  locateWorkspace,
  WorkspaceCache,
  WorkspaceFiles,
  type WorkspaceLocation,
} from '#core/workspace'
import { narrowToAffected } from './affected.ts'
import { emptyBaseline } from './baseline.ts'
import { type BaselineFiles, givenBaseline, writeBaseline } from './baseline-file.ts'
import { changedFiles } from './changed-files.ts'
import { type CheckResult, checkWorkspace, resultOf } from './check-workspace.ts'
import { compileFiles } from './compile.ts'
import { leadsFurther } from './read-workspace.ts'

/** Text that is not, or not yet, in the file it belongs to. */
export interface UnsavedFile {
  /** Relative to `cwd`. It need not exist. */
  readonly file: string
  readonly content: Uint8Array
}

export interface CheckRequest extends BaselineFiles {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  /** Check this instead of what is at the paths. */
  readonly unsaved?: UnsavedFile | undefined
  /** Report only on files that were changed since, and on what refers to them: `git#REF`. */
  readonly changed?: string | undefined
  /** False to check everything anew and remember nothing. */
  readonly cache: boolean
  /** Ask no host for documents: use the copies of them that are kept. */
  readonly offline?: boolean | undefined
  /** Called where more than a few files have to be parsed, but not very many. */
  readonly expectMuch?: (() => void) | undefined
}

export interface CheckedOnDisk extends WorkspaceLocation {
  readonly result: CheckResult
  readonly files: WorkspaceFiles
  /** What was wrong with the cache. */
  readonly cacheProblem: string | undefined
  readonly remoteNotes: readonly string[]
}

interface Checked {
  readonly files: WorkspaceFiles
  readonly result: CheckResult
}

/** Reading so little again takes no longer than looking up what came of it. */
const littleBytes = 32 * 1024

/** Checks what is on disk, and remembers what came of it. Throws OssaError for paths that do not exist. */
export async function checkOnDisk(request: CheckRequest): Promise<CheckedOnDisk> {
  const { root, targets, tree } = locate(request)
  const isCached = request.cache && request.unsaved === undefined && isMuch(root, targets, tree)
  const cache = isCached ? await WorkspaceCache.open(root) : undefined
  try {
    const remote = { root, offline: request.offline, cache: request.cache }
    const checked = await withRemote<Checked>(tree, remote, async (whole, like) => {
      const files = new WorkspaceFiles(whole, { cache, like: like?.files, expectMuch: request.expectMuch })
      return { files, result: await check(files, { ...request, root, targets }) }
    })
    const { remoteNotes, value } = checked
    const { files, result } = value
    const isTrifle = files.parsedBytes < littleBytes
    await cache?.close({ isTrifle, isGone: (file) => isGone(file, files) })
    return { root, targets, result, files, cacheProblem: cache?.problem, remoteNotes }
  } finally {
    await cache?.close()
  }
}

// What another host has is not known here.
function isGone(file: string, files: WorkspaceFiles): boolean {
  return !isAddress(file) && files.isGone(file)
}

function locate({ unsaved, ...request }: CheckRequest): WorkspaceLocation & { tree: FileTree } {
  if (unsaved === undefined) {
    const { root, targets } = locateWorkspace(request)
    return { root, targets, tree: diskTree(root) }
  }
  const { root, file } = locateNewFile({ cwd: request.cwd, root: request.root, file: unsaved.file })
  return { root, targets: [file], tree: withFile(diskTree(root), file, unsaved.content) }
}

// A small file is checked before the cache has been opened, unless it leads to others.
function isMuch(root: string, targets: readonly string[], tree: FileTree): boolean {
  if (targets.some((target) => tree.kindOf(target) === 'folder')) return true
  if (targets.some((target) => sizeOfFile(`${root}/${target}`) >= littleBytes)) return true
  return isFileAt(cacheFile, root) && leadsFurther(new WorkspaceFiles(tree), targets)
}

async function check(files: WorkspaceFiles, request: CheckRequest & WorkspaceLocation): Promise<CheckResult> {
  const { root, targets, changed, writeBaseline: target } = request
  if (target !== undefined) {
    const compiled = await compileFiles(files, { targets, baseline: emptyBaseline })
    return resultOf(writeBaseline(target, request.cwd, compiled))
  }
  const baseline = givenBaseline(request)
  if (changed !== undefined) {
    const compiled = await compileFiles(files, { targets, baseline })
    return resultOf(narrowToAffected(compiled, await changedFiles(changed, request.cwd, root)))
  }
  return checkWorkspace(files, { targets, baseline })
}
