import type { Repository } from './repository.ts'
import { askGit, git, lineOf } from './run-git.ts'

/** How to start this very program, for hooks that find no other. Absolute paths. */
export interface Program {
  readonly node: string
  readonly main: string
}

const keys = { node: 'ossa.node', main: 'ossa.program' } as const

/**
 * Remembers the program in the configuration of the clone and not in the hook, which may be committed. Returns whether that is
 * news.
 */
export async function recordProgram({ cwd }: Repository, program: Program): Promise<boolean> {
  let isNews = false
  for (const name of ['node', 'main'] as const) {
    const { output } = await askGit(cwd, ['config', '--local', '--get', keys[name]])
    if (lineOf(output) === program[name]) continue
    await git(cwd, ['config', '--local', '--replace-all', keys[name], program[name]])
    isNews = true
  }
  return isNews
}

/** Forgets it again. */
export async function forgetProgram({ cwd }: Repository): Promise<void> {
  for (const key of Object.values(keys)) await askGit(cwd, ['config', '--local', '--unset-all', key])
}
