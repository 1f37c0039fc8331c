import { usageError } from '#core/diagnostics'
import { relativeInside } from '#core/source'

/**
 * The files below the root that were changed since the present branch left a version, `git#REF`; `git#REF...` is the same. Throws
 * OssaError if there is no such version.
 */
export async function changedFiles(since: string, cwd: string, root: string): Promise<string[]> {
  const ref = versionRef(since).replace(/(?<=.)\.\.\.$/s, '')
  // Only here is git needed, which takes a while to load.
  const { changedSince, openRepository } = await import('#core/git')
  const repository = await openRepository(cwd)
  const files = await changedSince(repository, ref)
  return files.flatMap((file) => relativeInside(root, `${repository.topLevel}/${file}`) ?? [])
}

/** The branch, tag or commit that `git#REF` names. Throws OssaError for anything else. */
export function versionRef(version: string): string {
  const ref = /^git#(.+)$/s.exec(version)?.[1]
  if (ref !== undefined) return ref
  throw usageError(
    'workspace/unknown-version',
    `${JSON.stringify(version)} is no version to compare with.`,
    'Write git# and a branch, a tag or a commit, such as git#main.',
  )
}
