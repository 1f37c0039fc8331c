import { mainBranchOf, parting, type Repository } from '#core/git'

/** The commit whose versions are those that others have. */
export interface BaseVersion {
  readonly commit: string
  /** What it is, for people: `origin/main`. */
  readonly name: string
}

/** What is pushed, and what the remote is known to have of it. */
export interface PushedCommit {
  readonly ref: string
  readonly commit: string
  readonly remote: string | undefined
  /** Where the ref was on the remote, or the nearest commit that the remote has; undefined if nothing is known. */
  readonly base: string | undefined
  /** Where the ref is on the remote, if that was never here. */
  readonly unknownId?: string | undefined
}

/** What versions are compared with, and what stands in the way of better. */
export interface ChosenBase {
  /** Undefined if there is nothing to compare with. */
  readonly base: BaseVersion | undefined
  readonly note?: string
}

/**
 * What the versions in a commit are compared with. For the main branch, and where none is known, that is what the remote has. Any
 * other branch is compared with where it left the main one: what is pushed to it little by little is released once.
 */
export async function chooseBase(repository: Repository, pushed: PushedCommit): Promise<ChosenBase> {
  const { ref, commit, remote, base, unknownId } = pushed
  const main = remote === undefined ? undefined : await mainBranchOf(repository, remote)
  if (main !== undefined && main.ref !== ref) {
    const left = await parting(repository, commit, main.commit)
    if (left !== undefined)
      return { base: { commit: left, name: left === main.commit ? main.name : `where it left ${main.name}` } }
  }
  const known = base === undefined ? undefined : { commit: base, name: 'what the remote has' }
  return unknownId === undefined ? { base: known } : { base: known, note: missing(unknownId, known) }
}

function missing(id: string, base: BaseVersion | undefined): string {
  const instead =
    base === undefined
      ? 'versions were not compared'
      : `versions were compared with ${short(base.commit)}, which it has, too`
  return `The remote is at ${short(id)}, which is not here, so ${instead}. \`git fetch\` gets it.`
}

/** An id as people read it. */
export function short(id: string): string {
  return id.slice(0, 7)
}
