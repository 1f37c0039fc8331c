import path from 'node:path'
import { readDiskFile } from '#core/source'
import type { Repository } from './repository.ts'
import { askGit, git, gitFailed, lineOf } from './run-git.ts'

/** The hook file that is looked after. */
export interface HookPlace {
  /** Absolute path. */
  readonly file: string
  /** The file is the user's own, called by husky, and only a block of it is ours. Otherwise git calls it and all of it is ours. */
  readonly isShared: boolean
  /** `core.hooksPath`, where it is set for more than this repository. */
  readonly foreignPath: string | undefined
}

/** Finds the file that runs before a push, wherever `core.hooksPath` and husky have put it. */
export async function findPrePush({ cwd, topLevel }: Repository): Promise<HookPlace> {
  const configured = await hooksPath(cwd)
  // git takes a relative core.hooksPath from where hooks run: the top of the working tree.
  const folder =
    configured === undefined
      ? path.resolve(cwd, lineOf(await git(cwd, ['rev-parse', '--git-path', 'hooks'])))
      : path.resolve(topLevel, configured.value)
  const foreignPath = configured?.scope === 'global' || configured?.scope === 'system' ? configured.value : undefined
  const isShared = isHusky(folder)
  return { file: path.join(isShared ? path.dirname(folder) : folder, 'pre-push'), isShared, foreignPath }
}

// Husky makes `_` anew at every installation; the hooks in it call those of the same name in the folder above.
function isHusky(folder: string): boolean {
  const parent = path.dirname(folder)
  const isKnown = path.basename(parent) === '.husky' || readDiskFile(path.join(folder, 'h')) !== undefined
  return path.basename(folder) === '_' && isKnown
}

async function hooksPath(cwd: string): Promise<{ scope: string; value: string } | undefined> {
  const flags = ['--show-scope', '-z', '--type=path', '--get']
  const question = ['config', ...flags, 'core.hooksPath']
  const { isDone, output, complaint } = await askGit(cwd, question)
  // Not to be set is no reason to complain.
  if (!isDone && complaint !== '') throw gitFailed(question, complaint)
  const [scope = '', value = ''] = output.toString().split('\0')
  return isDone && value !== '' ? { scope, value } : undefined
}
