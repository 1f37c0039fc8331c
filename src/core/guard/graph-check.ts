import type { ReadWorkspace } from '#core/compiler'
import type { GraphFormat, HooksRunOutput } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import { holdsText } from '#core/git'
import { type Artifact, diskTree, joinPath, writeArtifacts } from '#core/source'
import { prepareStateFolder, stateFolder } from '#core/workspace'
import { type CheckedWorkspace, hasErrors } from './checked-workspace.ts'
import { graphFolderOf } from './graph-folder.ts'

/** Builds the graph of a workspace: one artifact for each format, or for all there are; the same bytes for the same input. */
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
  if (hasErrors(checked)) return { state: 'untouched', formats, stale: [] }
  const build = () => buildGraph(checked.compiled, formats)
  if (output === undefined) return { formats, stale: [], ...(await refreshLocal(checked, build, checkedOutAt)) }
  const folder = inRepository(checked, output)
  const committed = new Map(checked.files.map((file) => [file.path, file]))
  const stale = (await build())
    .map((artifact) => ({ ...artifact, path: joinPath(folder, artifact.path) }))
    .filter(({ path, content }) => {
      const file = committed.get(path)
      return file === undefined || !holdsText(file, content)
    })
  return { state: stale.length === 0 ? 'fresh' : 'stale', folder, formats, stale }
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
  const graph = (await build()).map((artifact) => ({ ...artifact, path: `${stateFolder}/graph/${artifact.path}` }))
  try {
    prepareStateFolder(root)
    writeArtifacts(root, graph)
    return { state: 'rebuilt' }
  } catch (error) {
    if (!(error instanceof OssaError)) throw error
    return { state: 'untouched', note: error.message }
  }
}
