import { commitFiles, type Repository, uncommitted } from '#core/git'
import { compareArtifacts, removeFiles, writeArtifacts } from '#core/source'
import type { CheckedCommit } from './checked-commit.ts'
import type { GraphCheck } from './graph-check.ts'

/**
 * Writes the stale graphs of what is checked out into the working tree and commits them, and nothing else. Says why not, where
 * it cannot be done. The new commit is never part of the push in progress: git has chosen what to send.
 */
export async function commitGraphs(repository: Repository, checked: CheckedCommit): Promise<CheckedCommit> {
  const stale = checked.workspaces.flatMap(({ graph }) => graph.stale)
  if (stale.length === 0) return checked
  const leftover = checked.workspaces.flatMap(({ graph }) => graph.leftover)
  const obstacle = await whatHinders(repository, checked, { stale, leftover })
  if (obstacle !== undefined) return settle(checked, { note: obstacle })
  writeArtifacts(repository.topLevel, stale)
  removeFiles(repository.topLevel, leftover)
  await commitFiles(repository, pathsOf({ stale, leftover }), 'Rebuild the knowledge graph')
  return settle(checked, { state: 'committed' })
}

type GraphFiles = Pick<GraphCheck, 'stale' | 'leftover'>

function pathsOf({ stale, leftover }: GraphFiles): string[] {
  return [...stale.map(({ path }) => path), ...leftover]
}

async function whatHinders(
  repository: Repository,
  { isCheckedOut }: CheckedCommit,
  files: GraphFiles,
): Promise<string | undefined> {
  if (!isCheckedOut)
    return 'It was not committed, because the commit that is pushed is not the one that is checked out.'
  const paths = pathsOf(files)
  const right = compareArtifacts(repository.topLevel, files.stale).filter(({ state }) => state === 'unchanged')
  const [changed] = (await uncommitted(repository, paths)).filter((path) => !right.some((file) => file.path === path))
  return changed && `It was not committed, because ${changed} has changes of yours that are not committed.`
}

function settle(checked: CheckedCommit, outcome: { state?: 'committed'; note?: string }): CheckedCommit {
  const workspaces = checked.workspaces.map((workspace) =>
    workspace.graph.stale.length === 0 ? workspace : { ...workspace, graph: { ...workspace.graph, ...outcome } },
  )
  return { ...checked, workspaces }
}
