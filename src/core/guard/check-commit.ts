import type { Repository } from '#core/git'
import type { CheckedCommit } from './checked-commit.ts'
import { checkWorkspaces, hasErrors } from './checked-workspace.ts'
import { commitGraphs } from './commit-graph.ts'
import { checkGraph, type GraphRequest } from './graph-check.ts'

export interface CommitRequest extends Omit<GraphRequest, 'checkedOutAt'> {
  readonly commit: string
  /** Files that could matter, from the top of the repository. */
  readonly changed: readonly string[]
  /** The commit that is checked out. */
  readonly head: string | undefined
  readonly autoCommit: boolean
}

/** Checks the workspaces of a commit in which something was changed, and then their graphs. */
export async function checkCommit(repository: Repository, request: CommitRequest): Promise<CheckedCommit> {
  const { commit, changed, head, autoCommit, ...rest } = request
  const isCheckedOut = commit === head
  const graphRequest = { ...rest, checkedOutAt: isCheckedOut ? repository.topLevel : undefined }
  const found = await checkWorkspaces(repository, commit, changed)
  const workspaces: CheckedCommit['workspaces'][number][] = []
  for (const checked of found) workspaces.push({ ...checked, graph: await checkGraph(checked, graphRequest) })
  const result = { commit, isCheckedOut, workspaces }
  return autoCommit && !workspaces.some(hasErrors) ? commitGraphs(repository, result) : result
}
