import type { Diagnostic, HooksRunOutput } from '#core/contract'
import { relativeTo } from '#core/git'
import type { CheckedCommit, ComparedWorkspace } from './checked-commit.ts'
import type { ChangedRef, ComparedRef } from './compared-ref.ts'
import { movedTo } from './moved.ts'
import type { PushComparison } from './push-comparison.ts'

type RefOutput = HooksRunOutput['refs'][number]

/** What was found out about a ref that is pushed. */
export function describeRef(compared: ComparedRef, commits: readonly CheckedCommit[]): RefOutput {
  const { ref, commit } = compared
  const skipped = { ref, ...(commit === undefined ? {} : { commit }), action: 'skipped', changed: [] } as const
  if ('skipped' in compared) return { ...skipped, reason: compared.skipped, diagnostics: [] }
  const found = commits.find((checked) => checked.commit === commit)?.workspaces ?? []
  const touched = found.filter(({ folder }) => compared.changed.some((path) => relativeTo(folder, path) !== undefined))
  if (touched.length === 0) return { ...skipped, reason: 'no file of a workspace has changed', diagnostics: [] }
  const comparisons = touched.flatMap((workspace) => comparisonsOf(workspace, compared))
  return {
    ref,
    commit: compared.commit,
    action: 'checked',
    changed: compared.changed.filter((path) => touched.some(({ folder }) => relativeTo(folder, path) !== undefined)),
    diagnostics: touched.flatMap((workspace): readonly Diagnostic[] => [
      ...workspace.diagnostics,
      ...comparisonsOf(workspace, compared).flatMap(({ diagnostics }) => diagnostics.map(movedTo(workspace.folder))),
    ]),
    ...(comparisons.length > 0 && {
      comparisons: touched.flatMap((workspace) =>
        comparisonsOf(workspace, compared).map((comparison) => describeComparison(workspace.folder, comparison)),
      ),
    }),
    ...(compared.note !== undefined && { note: compared.note }),
    graph: graphStates.find((state) => touched.some(({ graph }) => graph.state === state)) ?? 'untouched',
  }
}

function comparisonsOf({ comparisons }: ComparedWorkspace, { base }: ChangedRef): readonly PushComparison[] {
  return comparisons.filter((comparison) => comparison.base.commit === base?.commit)
}

function describeComparison(
  root: string,
  { base, isPassing, compared, reason }: PushComparison,
): NonNullable<RefOutput['comparisons']>[number] {
  return {
    ...{ root, commit: base.commit, ok: isPassing },
    ...(reason !== undefined && { reason }),
    ...(compared && { documents: [...compared.documents], changes: [...compared.changes] }),
  }
}

// The one that says most about several workspaces comes first.
const graphStates = ['stale', 'committed', 'rebuilt', 'fresh'] as const

/** True if a ref may be pushed. */
export function mayPass(ref: RefOutput): boolean {
  return ref.graph !== 'committed' && !isToCorrect(ref)
}

/** True if somebody has to change something before it may. */
export function isToCorrect({ diagnostics, comparisons = [], graph }: RefOutput): boolean {
  const isWrong = diagnostics.some(({ severity }) => severity === 'error')
  return isWrong || graph === 'stale' || comparisons.some(({ ok }) => !ok)
}
