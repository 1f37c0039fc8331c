import { commitNamed } from './commit.ts'
import type { Repository } from './repository.ts'
import { askGit, git, lineOf } from './run-git.ts'

/**
 * Files that differ between the working tree and the commit where it left a branch, tag or commit; new and removed ones, too.
 * From the top of the repository, sorted. Throws OssaError for a name that git does not know.
 */
export async function changedSince({ cwd }: Repository, ref: string): Promise<string[]> {
  const commit = await commitNamed({ cwd }, ref)
  const common = await askGit(cwd, ['merge-base', commit, 'HEAD'])
  const base = common.isDone ? lineOf(common.output) : commit
  const diff = ['diff', '--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-relative', base, '--']
  const changed = await git(cwd, diff)
  const added = await git(cwd, ['ls-files', '--others', '--exclude-standard', '--full-name', '-z', '--', ':/'])
  const files = [changed, added].flatMap((output) => output.toString().split('\0'))
  return [...new Set(files.filter((file) => file !== ''))].sort()
}
