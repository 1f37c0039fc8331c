import type { HooksRunOutput } from '#core/contract'
import { headOf, openRepository, type Repository } from '#core/git'
import type { BaseVersion } from './base-version.ts'
import type { CheckedCommit } from './checked-commit.ts'
import { type ComparedRef, compareHead, comparePushed } from './compared-ref.ts'
import { describeRef, mayPass } from './describe-ref.ts'
import type { BuildGraph } from './graph-check.ts'
import { parsePushedRefs } from './pushed-ref.ts'

export interface PushRequest {
  readonly cwd: string
  /** Name and address of the remote, as git gives them to its hook. */
  readonly remote?: string | undefined
  readonly url?: string | undefined
  /** Lines about what is pushed, as git writes them to standard input; undefined if that is a terminal. */
  readonly input: string | undefined
  readonly autoCommit: boolean
  /** Folder of the committed graph, relative to the workspace, where ossa.yaml names none. */
  readonly graph?: string | undefined
  readonly buildGraph: BuildGraph
}

/** What was found out about a push. */
export interface PushReport {
  readonly output: HooksRunOutput
  /** Nobody is pushing yet: somebody wants to know. */
  readonly isRehearsal: boolean
  readonly topLevel: string
  readonly commits: readonly CheckedCommit[]
}

/**
 * Checks what a push would give to the remote: each commit is compiled as it stands in git, whatever the working tree holds.
 * Without lines from git it checks what is checked out.
 */
export async function checkPush(request: PushRequest): Promise<PushReport> {
  const { cwd, input = '', remote, url } = request
  const repository = await openRepository(cwd)
  // Git names the address, even when there is nothing to push.
  const isRehearsal = input.trim() === '' && url === undefined
  const compared = isRehearsal
    ? [await compareHead(repository, remote)]
    : await comparePushed(repository, parsePushedRefs(input), remote ?? '')
  const commits = await checkCommits(repository, workOn(compared), request)
  const refs = compared.map((ref) => describeRef(ref, commits))
  return { output: { ok: refs.every(mayPass), refs }, isRehearsal, topLevel: repository.topLevel, commits }
}

interface CommitWork {
  readonly changed: ReadonlySet<string>
  /** By their commits. */
  readonly bases: ReadonlyMap<string, BaseVersion>
}

// A commit that is pushed to several refs is checked once, for all that it changes.
function workOn(compared: readonly ComparedRef[]): ReadonlyMap<string, CommitWork> {
  const work = new Map<string, CommitWork>()
  for (const ref of compared) {
    if (!('changed' in ref)) continue
    const { changed = [], bases = [] } = work.get(ref.commit) ?? {}
    const base: [string, BaseVersion][] = ref.base === undefined ? [] : [[ref.base.commit, ref.base]]
    work.set(ref.commit, { changed: new Set([...changed, ...ref.changed]), bases: new Map([...base, ...bases]) })
  }
  return work
}

async function checkCommits(
  repository: Repository,
  work: ReadonlyMap<string, CommitWork>,
  { autoCommit, graph, buildGraph }: PushRequest,
): Promise<CheckedCommit[]> {
  if (work.size === 0) return []
  // Most pushes end above. The compiler takes longer to load than they take.
  const { checkCommit } = await import('./check-commit.ts')
  const head = (await headOf(repository))?.commit
  const checked: CheckedCommit[] = []
  for (const [commit, { changed, bases }] of work) {
    const what = { commit, changed: [...changed].sort(), bases: [...bases.values()] }
    checked.push(await checkCommit(repository, { ...what, head, autoCommit, graph, buildGraph }))
  }
  return checked
}
