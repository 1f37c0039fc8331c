import { readWorkspace } from '#core/compiler'
import type { ChangeFailure, SpecDiffOutput } from '#core/contract'
import type { CodeFrameSource } from '#core/diagnostics'
import { diskTree, pathFrom } from '#core/source'
import { locateWorkspace, repositoryPaths } from '#core/workspace'
import { arePassing, compareVersions } from './compare-versions.ts'
import { countsOf } from './counts.ts'
import { findEarlierVersion } from './earlier-version.ts'

export interface DiffRequest {
  readonly cwd: string
  readonly root?: string | undefined
  /** What is compared. Default the whole workspace. */
  readonly paths: readonly string[]
  /** `git#REF`, a file or a folder. */
  readonly against: string
  /** What is an error. Default what the configuration says. */
  readonly failOn?: readonly ChangeFailure[] | undefined
  /** Milliseconds; only differences count. */
  readonly now: () => number
}

/** A comparison, with all that those who print it want to know. */
export interface DiffReport {
  readonly output: SpecDiffOutput
  readonly root: string
  readonly failOn: readonly ChangeFailure[]
  readonly lines: CodeFrameSource
  /** A path relative to the root as one relative to the repository around it, where code hosts look. */
  readonly repositoryPath: (file: string) => string
}

/** Compares what is on disk with another version of it. Throws OssaError for versions and paths that are not there. */
export async function diffWorkspace(request: DiffRequest): Promise<DiffReport> {
  const start = request.now()
  const { root, targets } = locateWorkspace(request)
  const earlier = await findEarlierVersion(request.against, { cwd: request.cwd, root })
  const present = readWorkspace({ tree: diskTree(root), targets, withSurroundings: true })
  const previous = readWorkspace({
    tree: earlier.tree,
    targets: earlier.targets,
    withSurroundings: earlier.kind === 'folder',
    like: present.workspace.files,
  })
  const scope = { present: targets, previous: earlier.targets, paths: pathsOf[earlier.kind] }
  const previousPath = (file: string) => pathFrom(root, `${earlier.root}/${file}`)
  const compared = await compareVersions({ present, previous, scope, previousPath, failOn: request.failOn })
  const { documents, changes, diagnostics, failOn } = compared
  const output: SpecDiffOutput = {
    ok: arePassing(compared),
    against: request.against,
    ...(earlier.commit !== undefined && { commit: earlier.commit }),
    summary: { ...countsOf(compared), durationMs: Math.round(request.now() - start) },
    documents: [...documents],
    changes: [...changes],
    diagnostics: [...diagnostics],
  }
  return { output, root, failOn, lines: present.workspace.files.lines, repositoryPath: repositoryPaths(root) }
}

const pathsOf = { commit: 'same', folder: 'folder', file: 'file' } as const
