import { type CompiledWorkspace, compileWorkspace } from '#core/compiler'
import type { Diagnostic } from '#core/diagnostics'
import { type CommitFile, commitTree, listCommit, type Repository, relativeTo } from '#core/git'
import { withRemote } from '#core/remote'
import { joinPath } from '#core/source'
import { graphFolderProblems } from './graph-folder.ts'
import { movedTo } from './moved.ts'
import { workspaceFolders } from './workspace-folders.ts'

/** A workspace as it is in a commit. */
export interface CheckedWorkspace {
  /** From the top of the repository. */
  readonly folder: string
  /** All files of the commit. */
  readonly files: readonly CommitFile[]
  readonly compiled: CompiledWorkspace
  /** What is wrong, with files from the top of the repository. */
  readonly diagnostics: readonly Diagnostic[]
  /** Files of it that were changed, from the top of the repository. */
  readonly changed: readonly string[]
}

/** Compiles the workspaces of a commit in which something was changed. Reads git's objects only, and writes nothing. */
export async function checkWorkspaces(
  repository: Repository,
  commit: string,
  changed: readonly string[],
): Promise<CheckedWorkspace[]> {
  const files = await listCommit(repository, commit)
  const checked: CheckedWorkspace[] = []
  for (const folder of workspaceFolders(files.map(({ path }) => path))) {
    const inside = changed.filter((path) => relativeTo(folder, path) !== undefined)
    if (inside.length === 0) continue
    const tree = await commitTree(repository, files, folder)
    // A push must not wait for other hosts, nor depend on them.
    const remote = { root: joinPath(repository.topLevel, folder), offline: true }
    const { value: compiled } = await withRemote(tree, remote, (whole) =>
      compileWorkspace({ tree: whole, targets: [''] }),
    )
    const diagnostics = [...compiled.diagnostics, ...graphFolderProblems(compiled)]
    checked.push({ folder, files, compiled, diagnostics: diagnostics.map(movedTo(folder)), changed: inside })
  }
  return checked
}

/** True if something is wrong that must not be pushed. */
export function hasErrors({ diagnostics }: Pick<CheckedWorkspace, 'diagnostics'>): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}
