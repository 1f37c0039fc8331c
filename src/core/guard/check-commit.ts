import type { Repository } from '#core/git'
import { formatOf } from '#core/source'
import type { BaseVersion } from './base-version.ts'
import type { CheckedCommit, ComparedWorkspace } from './checked-commit.ts'
import { type CheckedWorkspace, checkWorkspaces, hasErrors } from './checked-workspace.ts'
import { commitGraphs } from './commit-graph.ts'
import { checkGraph, type GraphRequest } from './graph-check.ts'
import { compareWithBase, type PushComparison } from './push-comparison.ts'

export interface CommitRequest extends Omit<GraphRequest, 'checkedOutAt'> {
  readonly commit: string
  /** Files that could matter, from the top of the repository. */
  readonly changed: readonly string[]
  /** What its versions are compared with. */
  readonly bases: readonly BaseVersion[]
  /** The commit that is checked out. */
  readonly head: string | undefined
  readonly autoCommit: boolean
}

/** Checks the workspaces of a commit in which something was changed, and then their versions and their graphs. */
export async function checkCommit(repository: Repository, request: CommitRequest): Promise<CheckedCommit> {
  const { commit, changed, bases, head, autoCommit, ...rest } = request
  const isCheckedOut = commit === head
  const graphRequest = { ...rest, checkedOutAt: isCheckedOut ? repository.topLevel : undefined }
  const found = await checkWorkspaces(repository, commit, changed)
  const workspaces: ComparedWorkspace[] = []
  for (const checked of found) {
    const comparisons = await compareWithAll(repository, checked, bases)
    workspaces.push({ ...checked, comparisons, graph: await checkGraph(checked, graphRequest) })
  }
  const result = { commit, isCheckedOut, workspaces }
  return autoCommit && workspaces.every(isRight) ? commitGraphs(repository, result) : result
}

async function compareWithAll(
  repository: Repository,
  { folder, compiled, changed }: CheckedWorkspace,
  bases: readonly BaseVersion[],
): Promise<PushComparison[]> {
  // What is no document and no part of one has no version that could be too low.
  if (!changed.some((path) => formatOf(path) !== undefined)) return []
  const comparisons: PushComparison[] = []
  for (const base of bases) {
    const comparison = await compareWithBase(repository, { present: compiled, folder, base })
    if (comparison !== undefined) comparisons.push(comparison)
  }
  return comparisons
}

// Raising a version changes the graph again.
function isRight(workspace: ComparedWorkspace): boolean {
  return !hasErrors(workspace) && workspace.comparisons.every(({ isPassing }) => isPassing)
}
