import type { ReadWorkspace } from '#core/compiler'
import type { GraphFormat, HooksRunOutput } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import { holdsText } from '#core/git'
import { staleFiles } from '#core/graph'
import { type Artifact, diskTree, joinPath, removeFiles, writeArtifacts } from '#core/source'
import { prepareStateFolder, stateFolder } from '#core/workspace'
import { type CheckedWorkspace, hasErrors } from './checked-workspace.ts'
import { graphFolderOf } from './graph-folder.ts'

/** Builds the graph of a workspace: the files of these formats, or of the default; the same bytes for the same input. */
export type BuildGraph = (
  workspace: ReadWorkspace,
  formats: readonly GraphFormat[] | undefined,
) => Promise<readonly Artifact[]>

/** How the graph of a workspace compares with the one that is committed. */
export interface GraphCheck {
  readonly state: NonNullable<HooksRunOutput['refs'][number]['graph']>
  /** Its folder, from the top of the repository; undefined if none is committed. */
  readonly folder?: string
  readonly formats: readonly GraphFormat[] | undefined
  /** Files that are not as they should be, from the top of the repository, as they should be. */
  readonly stale: readonly Artifact[]
  /** Files in formats that are not asked for, from the top of the repository. Where the graph is made anew, they are removed. */
  readonly leftover: readonly string[]
  /** Why something was not done. */
  readonly note?: string
}

export interface GraphRequest {
  readonly buildGraph: BuildGraph
  /** Folder of the committed graph where ossa.yaml names none. */
  readonly graph: string | undefined
  /** Top of the working tree if the commit is what is checked out. */
  readonly checkedOutAt: string | undefined
}

/**
 * Rebuilds the graph of a workspace. If its repository holds one, the two are compared; otherwise the one in `.ossa/graph` of
 * the working tree is brought up to date.
 */
export async function checkGraph(checked: CheckedWorkspace, request: GraphRequest): Promise<GraphCheck> {
  const { buildGraph, graph: asked, checkedOutAt } = request
  const { output, formats } = graphFolderOf(checked.compiled, asked)
  if (hasErrors(checked)) return { state: 'untouched', formats, stale: [], leftover: [] }
  const build = () => buildGraph(checked.compiled, formats)
  if (output === undefined)
    return { formats, stale: [], leftover: [], ...(await refreshLocal(checked, build, checkedOutAt)) }
  const folder = inRepository(checked, output)
  const committed = new Map(checked.files.map((file) => [file.path, file]))
  const artifacts = await build()
  const stale = artifacts
    .map((artifact) => ({ ...artifact, path: joinPath(folder, artifact.path) }))
    .filter(({ path, content }) => {
      const file = committed.get(path)
      return file === undefined || !holdsText(file, content)
    })
  // Files that were written together are right together.
  if (stale.length === 0) return { state: 'fresh', folder, formats, stale, leftover: [] }
  const others = checkedOutAt === undefined ? [] : leftoverIn(`${checkedOutAt}/${folder}`, artifacts)
  const leftover = others.map((file) => joinPath(folder, file)).filter((path) => committed.has(path))
  return { state: 'stale', folder, formats, stale, leftover }
}

function leftoverIn(folder: string, artifacts: readonly Artifact[]): string[] {
  return staleFiles(
    folder,
    artifacts.map(({ path }) => path),
  )
}

function inRepository({ folder }: CheckedWorkspace, path: string): string {
  return path === '' ? folder : joinPath(folder, path)
}

// Nobody has asked for these files, so a folder that cannot be written is worth a word and no more.
async function refreshLocal(
  { compiled, folder }: CheckedWorkspace,
  build: () => Promise<readonly Artifact[]>,
  checkedOutAt: string | undefined,
): Promise<Pick<GraphCheck, 'state' | 'note'>> {
  const isEmpty = compiled.agents.length === 0 && compiled.workflows.length === 0
  if (isEmpty || checkedOutAt === undefined || diskTree(checkedOutAt).kindOf(folder) !== 'folder')
    return { state: 'untouched' }
  const root = `${checkedOutAt}/${folder}`
  const place = `${stateFolder}/graph`
  const graph = await build()
  try {
    prepareStateFolder(root)
    writeArtifacts(
      root,
      graph.map((artifact) => ({ ...artifact, path: joinPath(place, artifact.path) })),
    )
    removeFiles(`${root}/${place}`, leftoverIn(`${root}/${place}`, graph))
    return { state: 'rebuilt' }
  } catch (error) {
    if (!(error instanceof OssaError)) throw error
    return { state: 'untouched', note: error.message }
  }
}
