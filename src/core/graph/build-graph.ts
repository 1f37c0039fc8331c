import path from 'node:path'
import type { ReadWorkspace } from '#core/compiler'
import type { Community, GraphBuildOutput, GraphExpansion, GraphFormat } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { removeFiles, resolveFrom, streamArtifacts } from '#core/source'
import { configurationFile, prepareStateFolder, stateFolder } from '#core/workspace'
import { refuseForeignMetrics, saveBuildMetrics } from './build-metrics.ts'
import { buildCounts, countGraph } from './counts.ts'
import type { FormatFile } from './formats/format.ts'
import { defaultFormats } from './formats/index.ts'
import { KeptArtifacts } from './kept/kept-artifacts.ts'
import { type BuiltAnswer, KeptFiles } from './kept/kept-file.ts'
import { SegmentBuffers } from './kept/segment-buffers.ts'
import type { Graph } from './model.ts'
import { refuseForeign, staleFiles } from './own-files.ts'
import {
  type GraphNotes,
  type GraphRequest,
  type GraphWork,
  notesOf,
  type OpenGraph,
  type OpenWorkspace,
  readGraphWith,
} from './read-graph.ts'
import { filesOf } from './serialize.ts'
import { type Extent, writtenGraph } from './written-graph.ts'

const defaultFolder = `${stateFolder}/graph`

export interface BuildRequest extends GraphRequest, Extent {
  /** The folder for the files, relative to `cwd`. Default: what ossa.yaml says, else below the state folder. */
  readonly output?: string | undefined
  /** Default: what ossa.yaml says, else `defaultFormats`. */
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
  const opened = await readGraphWith(request, new GraphWriter(request))
  const { result, counts: cache } = opened
  const { graph, size, shown, files, removed, pairs } = result
  const output = {
    ...buildCounts(size),
    ...(pairs === undefined ? {} : { expansion: pairs }),
    cache,
    durationMs: Math.round(request.now() - start),
    files: files.map((file) => path.join(shown, file)),
    removed: removed.map((file) => path.join(shown, file)),
  }
  if (metricsFile !== undefined && graph !== undefined) await saveBuildMetrics(metricsFile, graph, output)
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

interface Written extends BuiltAnswer {
  /** The folder, as it is told. */
  readonly shown: string
  readonly files: readonly string[]
  readonly removed: readonly string[]
  readonly pairs: GraphExpansion | undefined
  /** If it was needed. */
  readonly graph: Graph | undefined
}

interface Target extends Place {
  readonly wanted: readonly FormatFile[]
  readonly files: readonly string[]
  readonly kept: KeptFiles
}

/** Writes the files of a graph, of which what has not changed is taken from those that are there. */
class GraphWriter implements GraphWork<Written> {
  readonly #request: BuildRequest
  readonly #buffers = new SegmentBuffers()
  #target: Target | undefined

  constructor(request: BuildRequest) {
    this.#request = request
  }

  /** Where all is as it was, the graph need not be made to know that the files say it. */
  recall(open: OpenWorkspace): Written | undefined {
    const { expand, metricsFile } = this.#request
    const target = this.#targetOf(open)
    // Pairs that follow are counted while they are written.
    if (open.state === undefined || expand || metricsFile !== undefined) return undefined
    const answer = target.kept.recall(open.state, target.files, this.#buffers)
    return answer && { ...answer, ...cleaned(target), pairs: undefined, graph: undefined }
  }

  async work(open: OpenGraph): Promise<Written> {
    const { graph, memo, state } = open
    const size = countGraph(graph, memo)
    const target = this.#targetOf(open)
    const { content, expansion } = writtenGraph(graph, this.#request)
    const artifacts = new KeptArtifacts(target, content, this.#buffers)
    try {
      await streamArtifacts(target.base, artifacts.changed(target.wanted))
    } finally {
      artifacts.close()
    }
    const answer = { size, uncompared: graph.uncompared }
    const isKnown = state !== undefined && graph.isSelfContained && !this.#request.expand
    artifacts.keep(isKnown ? { state, files: target.files, answer } : undefined)
    return { ...answer, ...cleaned(target), pairs: expansion(), graph }
  }

  #targetOf({ root, read, memo }: OpenWorkspace): Target {
    if (this.#target !== undefined) return this.#target
    const place = placeOf(this.#request, root, read)
    const names = this.#request.formats ?? read.workspace.configuration.graph?.formats ?? defaultFormats
    const wanted = filesOf(names)
    const files = wanted.map((file) => file.path)
    const folder = path.join(place.base, place.folder)
    refuseForeign(folder, files)
    if (place.folder === defaultFolder) prepareStateFolder(place.base)
    this.#target = { ...place, wanted, files, kept: new KeptFiles(folder, memo) }
    return this.#target
  }
}

/** Removes files of formats that are not asked for any more. */
function cleaned({ base, folder, shown, files }: Target): Pick<Written, 'shown' | 'files' | 'removed'> {
  const target = path.join(base, folder)
  const removed = staleFiles(target, files)
  removeFiles(target, removed)
  return { shown, files, removed }
}
