import { OssaError } from '#core/diagnostics'
import { askGit, lineOf } from './run-git.ts'

/** A repository with a working tree. */
export interface Repository {
  /** Where git is run: the caller's folder, because a relative GIT_DIR counts from there. */
  readonly cwd: string
  /** Absolute path of the working tree. */
  readonly topLevel: string
}

/** Finds the repository that a folder belongs to. Throws OssaError if there is none, or if it is bare. */
export async function openRepository(cwd: string): Promise<Repository> {
  const { isDone, output, complaint } = await askGit(cwd, ['rev-parse', '--is-bare-repository', '--show-toplevel'])
  const [, isBare, topLevel = ''] = /^(true|false)\n(.*)$/s.exec(output.toString()) ?? []
  if (isDone) return { cwd, topLevel: lineOf(Buffer.from(topLevel)) }
  if (isBare === undefined) throw notFound(cwd, complaint)
  const reason = isBare === 'true' ? 'The repository is bare' : 'This folder belongs to git itself'
  throw new OssaError('git/no-working-tree', `${reason}: there are no files here that could be checked.`, {
    hint: 'Run this in a clone or a worktree of the repository.',
  })
}

function notFound(cwd: string, complaint: string): OssaError {
  if (complaint.includes('not a git repository'))
    return new OssaError('git/no-repository', `${cwd} is not in a git repository.`, {
      hint: 'Change to a folder of the repository, or make one with `git init`.',
    })
  return new OssaError('git/unusable', `git cannot use the repository: ${complaint.trim()}`, {
    hint: 'Correct what git complains about, and try again.',
  })
}
