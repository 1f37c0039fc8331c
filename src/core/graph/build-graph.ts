import path from 'node:path'
import type { ReadWorkspace } from '#core/compiler'
import type { Community, GraphBuildOutput, GraphFormat } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { type Artifact, firstLineOf, joinPath, resolveFrom, writeArtifacts } from '#core/source'
import { configurationFile, prepareStateFolder, stateFolder } from '#core/workspace'
import { buildCounts, countGraph } from './counts.ts'
import { formats } from './formats/index.ts'
import { GraphIndex } from './graph-index.ts'
import { pairEdges } from './pairs/pair-edges.ts'
import { type GraphNotes, type GraphRequest, readGraph } from './read-graph.ts'
import { serializeGraph } from './serialize.ts'

const defaultFolder = `${stateFolder}/graph`

export interface BuildRequest extends GraphRequest {
  /** The folder for the files, relative to `cwd`. Default: what ossa.yaml says, else below the state folder. */
  readonly output?: string | undefined
  /** Default: what ossa.yaml says, else all. */
  readonly formats?: readonly GraphFormat[] | undefined
  /** Write down the pairs of agents that share something, too. */
  readonly derived: boolean
}

export interface BuiltGraph extends GraphNotes {
  readonly output: GraphBuildOutput
  readonly communities: readonly Community[]
}

/** Makes the graph of what is on disk and writes it down. Throws OssaError where that would replace files of somebody else. */
export async function buildGraph(request: BuildRequest): Promise<BuiltGraph> {
  const start = request.now()
  const { graph, read, root, counts: cache, ...notes } = await readGraph(request)
  const place = placeOf(request, root, read)
  const written = request.derived
    ? { ...graph, edges: [...graph.edges, ...pairEdges(new GraphIndex(graph), graph.pairs)] }
    : graph
  const artifacts = serializeGraph(written, request.formats ?? read.workspace.configuration.graph?.formats)
  writeGraph(place, artifacts)
  const counts = countGraph(graph)
  const files = artifacts.map((artifact) => path.join(place.shown, artifact.path))
  const durationMs = Math.round(request.now() - start)
  return { output: { ...buildCounts(counts), cache, durationMs, files }, communities: counts.communities, ...notes }
}

/** Where the files go: a folder below another one, which they must not leave. */
interface Place {
  readonly base: string
  readonly folder: string
  /** As it is told. */
  readonly shown: string
}

function placeOf({ cwd, output }: BuildRequest, root: string, { workspace }: ReadWorkspace): Place {
  // A folder that the user names may be anywhere. One that is written in a file must be inside of the workspace.
  if (output !== undefined) return { base: path.resolve(cwd, output), folder: '', shown: output }
  const configured = workspace.configuration.graph?.output
  const folder = configured === undefined ? defaultFolder : resolveFrom(configurationFile, configured)
  if (folder === undefined)
    throw usageError(
      'graph/outside',
      `The folder of the graph in ${configurationFile}, ${configured}, leads out of the workspace.`,
      'Give a folder inside of it, or name one with --output.',
    )
  return { base: root, folder, shown: path.relative(cwd, path.join(root, folder)) }
}

function writeGraph({ base, folder }: Place, artifacts: readonly Artifact[]): void {
  const target = path.join(base, folder)
  refuseForeign(target, artifacts)
  if (folder === defaultFolder) prepareStateFolder(base)
  writeArtifacts(
    base,
    artifacts.map((artifact) => ({ ...artifact, path: joinPath(folder, artifact.path) })),
  )
}

// Someone's own graph.json must not be lost because a folder was mistyped.
function refuseForeign(folder: string, artifacts: readonly Artifact[]): void {
  const foreign = artifacts.find(({ path: file }) => {
    const head = formats.find((format) => format.file === file)?.head
    return head !== undefined && firstLineOf(folder, file)?.startsWith(head) === false
  })
  if (foreign === undefined) return
  throw usageError(
    'graph/not-generated',
    `${path.join(folder, foreign.path)} exists and is not a graph that OSSA made.`,
    'Choose another folder with --output, or remove the file.',
  )
}
