import type { Diagnostic, HooksRunOutput } from '#core/contract'
import { headOf, openRepository, type Repository, relativeTo } from '#core/git'
import type { CheckedCommit } from './checked-commit.ts'
import { type ComparedRef, compareHead, comparePushed } from './compared-ref.ts'
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
  const commits = await checkCommits(repository, changedByCommit(compared), request)
  const refs = compared.map((ref) => describeRef(ref, commits))
  return { output: { ok: refs.every(mayPass), refs }, isRehearsal, topLevel: repository.topLevel, commits }
}

// A commit that is pushed to several refs is checked once, for all that it changes.
function changedByCommit(compared: readonly ComparedRef[]): ReadonlyMap<string, readonly string[]> {
  const changed = new Map<string, Set<string>>()
  for (const ref of compared)
    if ('changed' in ref) changed.set(ref.commit, new Set([...(changed.get(ref.commit) ?? []), ...ref.changed]))
  return new Map([...changed].map(([commit, paths]) => [commit, [...paths].sort()]))
}

async function checkCommits(
  repository: Repository,
  changed: ReadonlyMap<string, readonly string[]>,
  { autoCommit, graph, buildGraph }: PushRequest,
): Promise<CheckedCommit[]> {
  if (changed.size === 0) return []
  // Most pushes end above. The compiler takes longer to load than they take.
  const { checkCommit } = await import('./check-commit.ts')
  const head = (await headOf(repository))?.commit
  const checked: CheckedCommit[] = []
  for (const [commit, paths] of changed)
    checked.push(await checkCommit(repository, { commit, changed: paths, head, autoCommit, graph, buildGraph }))
  return checked
}

type RefOutput = HooksRunOutput['refs'][number]

function describeRef(compared: ComparedRef, commits: readonly CheckedCommit[]): RefOutput {
  const { ref, commit } = compared
  const skipped = { ref, ...(commit === undefined ? {} : { commit }), action: 'skipped', changed: [] } as const
  if ('skipped' in compared) return { ...skipped, reason: compared.skipped, diagnostics: [] }
  const found = commits.find((checked) => checked.commit === commit)?.workspaces ?? []
  const touched = found.filter(({ folder }) => compared.changed.some((path) => relativeTo(folder, path) !== undefined))
  if (touched.length === 0) return { ...skipped, reason: 'no file of a workspace has changed', diagnostics: [] }
  return {
    ref,
    commit: compared.commit,
    action: 'checked',
    changed: compared.changed.filter((path) => touched.some(({ folder }) => relativeTo(folder, path) !== undefined)),
    diagnostics: touched.flatMap(({ diagnostics }): readonly Diagnostic[] => diagnostics),
    graph: graphStates.find((state) => touched.some(({ graph }) => graph.state === state)) ?? 'untouched',
  }
}

// The one that says most about several workspaces comes first.
const graphStates = ['stale', 'committed', 'rebuilt', 'fresh'] as const

function mayPass({ diagnostics, graph }: RefOutput): boolean {
  return graph !== 'stale' && graph !== 'committed' && diagnostics.every(({ severity }) => severity !== 'error')
}
