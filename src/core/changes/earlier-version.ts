import { type OssaError, usageError } from '#core/diagnostics'
import { diskTree, type FileTree, isFileAt, memoryTree, relativeInside } from '#core/source'
import { locateWorkspace } from '#core/workspace'

/** What a workspace is compared with. */
export interface EarlierVersion {
  /** Absolute path; that of the workspace, if the version has none of its own. */
  readonly root: string
  readonly tree: FileTree
  /** What of it is compared, relative to its root. */
  readonly targets: readonly string[]
  readonly kind: 'commit' | 'file' | 'folder'
  readonly commit?: string
}

/**
 * The version that is named by `git#REF`, by a file or by a folder. `git#REF...` is where the present branch left REF. Files and
 * folders may be outside of the workspace, since they were named; what they refer to must be inside of a root of their own.
 * Throws OssaError for what is not there.
 */
export async function findEarlierVersion(
  against: string,
  { cwd, root }: { cwd: string; root: string },
): Promise<EarlierVersion> {
  const [, ref] = /^git#(.+)$/s.exec(against) ?? []
  if (ref !== undefined) return inGit(ref, { cwd, root })
  if (against === '' || against.startsWith('git#') || against.startsWith('git:')) throw noVersion(against)
  const found = locateWorkspace({ cwd, paths: [against] })
  return {
    root: found.root,
    tree: diskTree(found.root),
    targets: found.targets,
    kind: isFileAt(against, cwd) ? 'file' : 'folder',
  }
}

function noVersion(against: string): OssaError {
  return usageError(
    'spec/no-version',
    `${JSON.stringify(against)} is no version to compare with.`,
    'Write git# and a branch, a tag or a commit, such as git#main; or a file or a folder.',
  )
}

// Only here is git needed, which takes a while to load.
async function inGit(ref: string, { cwd, root }: { cwd: string; root: string }): Promise<EarlierVersion> {
  const { commitOf, commitTree, commonAncestor, listCommit, openRepository } = await import('#core/git')
  const here = await openRepository(cwd)
  const repository = relativeInside(here.topLevel, root) === undefined ? await openRepository(root) : here
  const folder = relativeInside(repository.topLevel, root)
  const [, branch] = /^(.+)\.\.\.$/s.exec(ref) ?? []
  const commit =
    branch === undefined
      ? await commitOf(repository, ref)
      : await commonAncestor(repository, await commitOf(repository, branch), 'HEAD')
  if (folder === undefined) return { root, tree: memoryTree(new Map()), targets: [''], kind: 'commit', commit }
  const tree = await commitTree(repository, await listCommit(repository, commit), folder)
  return { root, tree, targets: [''], kind: 'commit', commit }
}
