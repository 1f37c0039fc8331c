import { type ReadWorkspace, readWorkspace } from '#core/compiler'
import type { ChangeFailure, SpecDiffOutput } from '#core/contract'
import { type CodeFrameSource, isAddress, usageError } from '#core/diagnostics'
import { type WithRemote, withRemote } from '#core/remote'
import { diskTree, type FileTree, pathFrom } from '#core/source'
import { locateWorkspace, repositoryPaths, type WorkspaceFiles } from '#core/workspace'
import { arePassing, type ComparedVersions, compareVersions } from './compare-versions.ts'
import { countsOf } from './counts.ts'
import { documentsOf } from './documents.ts'
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
  /** Ask no host for documents: use the copies of them that are kept. */
  readonly offline?: boolean | undefined
}

/** A comparison, with all that those who print it want to know. */
export interface DiffReport {
  readonly output: SpecDiffOutput
  readonly root: string
  readonly failOn: readonly ChangeFailure[]
  readonly lines: CodeFrameSource
  /** A path relative to the root as one relative to the repository around it, where code hosts look. */
  readonly repositoryPath: (file: string) => string
  readonly remoteNotes: readonly string[]
}

/** Compares what is on disk with another version of it. Throws OssaError for versions and paths that are not there. */
export async function diffWorkspace(request: DiffRequest): Promise<DiffReport> {
  const start = request.now()
  const { root, targets } = locateWorkspace(request)
  const earlier = await findEarlierVersion(request.against, { cwd: request.cwd, root })
  const scope = { present: targets, previous: earlier.targets, paths: pathsOf[earlier.kind] }
  const previousPath = (file: string) => (isAddress(file) ? file : pathFrom(root, `${earlier.root}/${file}`))
  const remote = { root, offline: request.offline }
  // Each version has what its own ossa.yaml allows.
  const compare = async (presentTree: FileTree, previousTree: FileTree, like: WorkspaceFiles | undefined) => {
    const present = readWorkspace({ tree: presentTree, targets, withSurroundings: true, like })
    const previous = readWorkspace({
      tree: previousTree,
      targets: earlier.targets,
      withSurroundings: earlier.kind === 'folder',
      like: present.workspace.files,
    })
    if (earlier.kind === 'file') requireDocument(request.against, previous)
    const compared = await compareVersions({ present, previous, scope, previousPath, failOn: request.failOn })
    return { files: present.workspace.files, compared }
  }
  const { value: inner, remoteNotes } = await withRemote<WithRemote<Compared>>(diskTree(root), remote, (tree, like) =>
    withRemote(earlier.tree, remote, (previousTree) => compare(tree, previousTree, like?.value.files)),
  )
  const { compared, files } = inner.value
  const { documents, changes, diagnostics, failOn } = compared
  const notes = [...new Set([...remoteNotes, ...inner.remoteNotes])]
  const output: SpecDiffOutput = {
    ok: arePassing(compared),
    against: request.against,
    ...(earlier.commit !== undefined && { commit: earlier.commit }),
    summary: { ...countsOf(compared), durationMs: Math.round(request.now() - start) },
    documents: [...documents],
    changes: [...changes],
    diagnostics: [...diagnostics],
  }
  return { output, root, failOn, lines: files.lines, repositoryPath: repositoryPaths(root), remoteNotes: notes }
}

interface Compared {
  readonly files: WorkspaceFiles
  readonly compared: ComparedVersions
}

// Compared with nothing, everything would be new.
function requireDocument(against: string, previous: ReadWorkspace): void {
  if (documentsOf(previous).length > 0) return
  const [fault] = [...previous.facts.values()].flatMap(({ findings }) => findings)
  const reason = fault === undefined ? '' : ` ${fault.message}`
  const hint = 'Name a file with a manifest or an OpenAPI document, a folder, or git# and a branch, a tag or a commit.'
  throw usageError('spec/no-version', `${JSON.stringify(against)} is no version to compare with.${reason}`, hint)
}

const pathsOf = { commit: 'same', folder: 'folder', file: 'file' } as const
