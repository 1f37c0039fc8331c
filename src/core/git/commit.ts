import { OssaError, usageError } from '#core/diagnostics'
import type { Repository } from './repository.ts'
import { askGit, git, lineOf } from './run-git.ts'

/** What an object id stands for: a commit (tags are followed), something else, or nothing that is known here. */
export type Peeled = { readonly commit: string } | { readonly kind: 'other' | 'missing' }

/** Follows ids to their commits, all in one go. */
export async function peelToCommits({ cwd }: Repository, ids: Iterable<string>): Promise<(id: string) => Peeled> {
  const asked = [...new Set(ids)]
  const input = asked.map((id) => `${id}\n${id}^{commit}\n`).join('')
  const output = asked.length === 0 ? Buffer.of() : await git(cwd, ['cat-file', '--batch-check=%(objectname)'], input)
  const lines = output.toString().split('\n')
  const peeled = new Map(
    asked.map((id, index): [string, Peeled] => {
      const [object = '', commit = ''] = lines.slice(index * 2, index * 2 + 2)
      if (isObjectId(commit)) return [id, { commit }]
      return [id, { kind: isObjectId(object) ? 'other' : 'missing' }]
    }),
  )
  return (id) => peeled.get(id) ?? { kind: 'missing' }
}

/** The commit of a branch, a tag or any other name. Throws OssaError for one that git does not know. */
export async function commitOf({ cwd }: Pick<Repository, 'cwd'>, ref: string): Promise<string> {
  const known = await askGit(cwd, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`])
  if (known.isDone) return lineOf(known.output)
  const hint = (await isShallow(cwd))
    ? 'The clone is shallow: `git fetch --depth=1 origin REF` gets a branch or a tag, `git fetch --unshallow` all there is.'
    : 'Name a branch, a tag or a commit; fetch it first if it is on a remote.'
  throw usageError('git/unknown-ref', `git knows no commit ${JSON.stringify(ref)}.`, hint)
}

/** Where two commits parted; undefined if they have nothing in common, or nothing that is known here. */
export async function parting(
  { cwd }: Pick<Repository, 'cwd'>,
  one: string,
  other: string,
): Promise<string | undefined> {
  const common = await askGit(cwd, ['merge-base', one, other])
  return common.isDone ? lineOf(common.output) : undefined
}

/** The same, where there has to be one: throws OssaError otherwise. */
export async function commonAncestor({ cwd }: Pick<Repository, 'cwd'>, one: string, other: string): Promise<string> {
  const common = await parting({ cwd }, one, other)
  if (common !== undefined) return common
  const hint = (await isShallow(cwd))
    ? 'The clone is shallow: `git fetch --unshallow` gets the history in which they parted.'
    : 'Name a branch that this one was made from.'
  throw usageError('git/no-common-ancestor', 'The commits have no history in common.', hint)
}

async function isShallow(cwd: string): Promise<boolean> {
  return lineOf(await git(cwd, ['rev-parse', '--is-shallow-repository'])) === 'true'
}

/** What is checked out: the branch, or `HEAD` itself, and its commit; undefined before the first commit. */
export async function headOf({ cwd }: Repository): Promise<{ ref: string; commit: string } | undefined> {
  const commit = await askGit(cwd, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])
  if (!commit.isDone) return undefined
  const branch = await askGit(cwd, ['symbolic-ref', '--quiet', 'HEAD'])
  return { ref: branch.isDone ? lineOf(branch.output) : 'HEAD', commit: lineOf(commit.output) }
}

/** The commit that the upstream of the current branch was at when last seen. */
export async function upstreamOf({ cwd }: Repository): Promise<string | undefined> {
  const { isDone, output } = await askGit(cwd, ['rev-parse', '--verify', '--quiet', 'HEAD@{upstream}^{commit}'])
  return isDone ? lineOf(output) : undefined
}

/** The nearest commit that a remote is known to have: the commit itself, or an ancestor. Undefined if there is none. */
export async function nearestOnRemote(
  { cwd }: Repository,
  remote: string,
  commit: string,
): Promise<string | undefined> {
  // Without a remote-tracking branch the whole history would be walked to find nothing.
  const known = await git(cwd, ['for-each-ref', '--count=1', `refs/remotes/${remote}/`])
  if (known.length === 0) return undefined
  const output = await git(cwd, ['rev-list', '--boundary', commit, '--not', `--remotes=${remote}`])
  const lines = lineOf(output).split('\n')
  if (lines[0] === '') return commit
  return lines.find((line) => line.startsWith('-'))?.slice(1)
}

/** True for a full id of either hash function. */
export function isObjectId(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
}

/** The error for an id that the repository does not know. */
export function unknownObject(id: string): OssaError {
  return new OssaError('git/unknown-object', `The repository has no object ${id}.`, {
    hint: 'Check the ids on standard input. `git fsck` tells if the repository is damaged.',
  })
}
