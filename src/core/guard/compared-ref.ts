import {
  type Change,
  changesBetween,
  headOf,
  nearestOnRemote,
  peelToCommits,
  type Repository,
  remoteOf,
  unknownObject,
  upstreamOf,
} from '#core/git'
import { formatOf } from '#core/source'
import { type ChosenBase, chooseBase, type PushedCommit } from './base-version.ts'
import type { PushedRef } from './pushed-ref.ts'

/** A ref, and what pushing it changes on the remote. */
export type ComparedRef = { readonly ref: string; readonly commit?: string; readonly skipped: string } | ChangedRef

/** A ref that changes files. */
export interface ChangedRef extends ChosenBase {
  readonly ref: string
  readonly commit: string
  /** Files that could matter, from the top of the repository; never empty. */
  readonly changed: readonly string[]
}

/** Compares each pushed ref with what the remote has, as far as that is known here. */
export async function comparePushed(
  repository: Repository,
  refs: readonly PushedRef[],
  remote: string,
): Promise<ComparedRef[]> {
  const ids = refs.flatMap(({ pushedId, remoteId }) => [pushedId, remoteId]).filter((id) => id !== undefined)
  const peel = await peelToCommits(repository, ids)
  const compared: ComparedRef[] = []
  for (const { ref, pushedId, remoteId } of refs) {
    const pushed = pushedId === undefined ? undefined : peel(pushedId)
    if (pushedId === undefined || pushed === undefined) compared.push({ ref, skipped: 'it is deleted' })
    else if ('commit' in pushed) {
      const known = remoteId === undefined ? undefined : peel(remoteId)
      // The old commit of a forced push may never have been here; then it is as if the branch were new.
      const isKnown = known !== undefined && 'commit' in known
      const base = isKnown ? known.commit : await nearestOnRemote(repository, remote, pushed.commit)
      const unknownId = isKnown ? undefined : remoteId
      compared.push(await compare(repository, { ref, commit: pushed.commit, remote, base, unknownId }))
    } else if (pushed.kind === 'other') compared.push({ ref, skipped: 'it is no commit' })
    else throw unknownObject(pushedId)
  }
  return compared
}

/** Compares what is checked out with the remote that is named, or with its upstream. */
export async function compareHead(repository: Repository, remote: string | undefined): Promise<ComparedRef> {
  const head = await headOf(repository)
  if (head === undefined) return { ref: 'HEAD', skipped: 'there is no commit yet' }
  const base =
    remote === undefined ? await upstreamOf(repository) : await nearestOnRemote(repository, remote, head.commit)
  return compare(repository, { ...head, remote: remote ?? (await remoteOf(repository, head.ref)), base })
}

async function compare(repository: Repository, pushed: PushedCommit): Promise<ComparedRef> {
  const { ref, commit, base } = pushed
  if (base === commit) return { ref, commit, skipped: 'the remote has this commit' }
  const changes = await changesBetween(repository, base, commit)
  const changed = changes.filter(couldMatter).map(({ path }) => path)
  return changed.length === 0
    ? { ref, commit, skipped: 'no file that could matter has changed' }
    : { ref, commit, changed, ...(await chooseBase(repository, pushed)) }
}

// Any file may be one that an agent needs to be there; only these are read.
function couldMatter({ path, isGone }: Change): boolean {
  return isGone || formatOf(path) !== undefined || path.split('/').at(-1) === '.gitignore'
}
