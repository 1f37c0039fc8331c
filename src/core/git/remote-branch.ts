import type { Repository } from './repository.ts'
import { askGit, git, lineOf } from './run-git.ts'

/** A branch of a remote, as it was when last seen. */
export interface RemoteBranch {
  /** As people say it: `origin/main`. */
  readonly name: string
  /** As the remote calls it: `refs/heads/main`. */
  readonly ref: string
  readonly commit: string
}

// Where no clone or fetch has noted which branch is the main one, these are it by custom.
const customary = ['main', 'master']

/** The branch of a remote that all others leave and come back to; undefined if none is known here. */
export async function mainBranchOf({ cwd }: Repository, remote: string): Promise<RemoteBranch | undefined> {
  const folder = `refs/remotes/${remote}/`
  const noted = await askGit(cwd, ['symbolic-ref', '--quiet', `${folder}HEAD`])
  const names = [...(noted.isDone ? [lineOf(noted.output)] : []), ...customary.map((name) => `${folder}${name}`)]
  const format = '--format=%(objectname) %(refname)'
  const listed = await git(cwd, ['for-each-ref', format, ...new Set(names)])
  const commits = new Map(
    [...listed.toString().matchAll(/^(\w+) (.+)$/gm)].map(([, commit = '', name = '']) => [name, commit]),
  )
  for (const name of names) {
    const commit = commits.get(name)
    const branch = name.slice(folder.length)
    if (commit !== undefined && name.startsWith(folder))
      return { name: `${remote}/${branch}`, ref: `refs/heads/${branch}`, commit }
  }
  return undefined
}

/** The remote that a local branch belongs to; undefined if it belongs to none. */
export async function remoteOf({ cwd }: Repository, ref: string): Promise<string | undefined> {
  const [, branch] = /^refs\/heads\/(.+)$/s.exec(ref) ?? []
  if (branch === undefined) return undefined
  const { isDone, output } = await askGit(cwd, ['config', '--get', `branch.${branch}.remote`])
  return isDone ? lineOf(output) : undefined
}
