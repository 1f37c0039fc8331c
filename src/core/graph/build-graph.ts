import path from 'node:path'
import type { ReadWorkspace } from '#core/compiler'
import type { Community, GraphBuildOutput, GraphExpansion, GraphFormat } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { removeFiles, resolveFrom, streamArtifacts } from '#core/source'
import { configurationFile, prepareStateFolder, stateFolder } from '#core/workspace'
import { refuseForeignMetrics, saveBuildMetrics } from './build-metrics.ts'
import { buildCounts, countGraph, type GraphSize } from './counts.ts'
import { usualFormats } from './formats/index.ts'
import { KeptArtifacts } from './kept/kept-artifacts.ts'
import { refuseForeign, staleFiles } from './own-files.ts'
import { type GraphNotes, type GraphRequest, notesOf, type OpenGraph, readGraphWith } from './read-graph.ts'
import { filesOf } from './serialize.ts'
import { type Extent, writtenGraph } from './written-graph.ts'

const defaultFolder = `${stateFolder}/graph`

export interface BuildRequest extends GraphRequest, Extent {
  /** The folder for the files, relative to `cwd`. Default: what ossa.yaml says, else below the state folder. */
  readonly output?: string | undefined
  /** Default: what ossa.yaml says, else those that are usual. */
  readonly formats?: readonly GraphFormat[] | undefined
  /** A file for the metrics of Prometheus, relative to `cwd`. */
  readonly metricsFile?: string | undefined
}

export interface BuiltGraph extends GraphNotes {
  readonly output: GraphBuildOutput
  readonly communities: readonly Community[]
}

/**
 * Makes the graph of what is on disk and writes it down; files of formats that are not asked for any more are removed. Throws
 * OssaError where that would replace files of somebody else.
 */
export async function buildGraph(request: BuildRequest): Promise<BuiltGraph> {
  const start = request.now()
  const metricsFile = request.metricsFile === undefined ? undefined : path.resolve(request.cwd, request.metricsFile)
  if (metricsFile !== undefined) refuseForeignMetrics(metricsFile)
  const opened = await readGraphWith(request, (open) => writeGraph(request, open))
  const { graph, result, counts: cache } = opened
  const { size, shown, files, removed, pairs } = result
  const output = {
    ...buildCounts(size),
    ...(pairs === undefined ? {} : { expansion: pairs }),
    cache,
    durationMs: Math.round(request.now() - start),
    files: files.map((file) => path.join(shown, file)),
    removed: removed.map((file) => path.join(shown, file)),
  }
  if (metricsFile !== undefined) await saveBuildMetrics(metricsFile, graph, output)
  return { output, communities: size.communities, ...notesOf(opened) }
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

interface Written {
  readonly size: GraphSize
  /** The folder, as it is told. */
  readonly shown: string
  readonly files: readonly string[]
  readonly removed: readonly string[]
  readonly pairs: GraphExpansion | undefined
}

/** Writes the files of a graph, of which what has not changed is taken from those that are there. */
async function writeGraph(request: BuildRequest, { root, read, graph, memo }: OpenGraph): Promise<Written> {
  const size = countGraph(graph, memo)
  const { base, folder, shown } = placeOf(request, root, read)
  const names = request.formats ?? read.workspace.configuration.graph?.formats ?? usualFormats
  const wanted = filesOf(names)
  const files = wanted.map((file) => file.path)
  const target = path.join(base, folder)
  refuseForeign(target, files)
  if (folder === defaultFolder) prepareStateFolder(base)
  const { content, expansion } = writtenGraph(graph, request)
  const kept = new KeptArtifacts({ base, folder }, content, memo)
  try {
    await streamArtifacts(base, kept.changed(wanted))
  } finally {
    kept.close()
  }
  kept.keep()
  const removed = staleFiles(target, files)
  removeFiles(target, removed)
  return { size, shown, files, removed, pairs: expansion() }
}
