import { OssaError } from '#core/diagnostics'
import type { Repository } from './repository.ts'
import { git } from './run-git.ts'

/** Those of the files, from the top of the repository, that have changes which are not committed. */
export async function uncommitted({ cwd }: Repository, paths: readonly string[]): Promise<string[]> {
  const flags = ['--porcelain', '-z', '--untracked-files=all', '--no-renames', '--ignored']
  const output = await git(cwd, ['status', ...flags, '--', ...fromTop(paths)])
  return output
    .toString()
    .split('\0')
    .flatMap((line) => (line === '' ? [] : [line.slice(3)]))
}

/** Commits these files as they are on disk, and nothing else. No hooks are run: one of them is what is running now. */
export async function commitFiles({ cwd }: Repository, paths: readonly string[], message: string): Promise<void> {
  try {
    await git(cwd, ['add', '--', ...fromTop(paths)])
    const noHooks = ['-c', 'core.hooksPath=/dev/null']
    await git(cwd, [...noHooks, 'commit', '--quiet', '--only', `--message=${message}`, '--', ...fromTop(paths)])
  } catch (cause) {
    if (!(cause instanceof OssaError)) throw cause
    throw new OssaError('git/not-committed', `The files were written but not committed: ${cause.message}`, {
      hint: `Commit ${paths.join(', ')} yourself, and push again.`,
      cause,
    })
  }
}

function fromTop(paths: readonly string[]): string[] {
  return paths.map((path) => `:(top,literal)${path}`)
}
