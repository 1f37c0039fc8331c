import path from 'node:path'
import type { GraphExportOutput } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { isFolderAt, type StreamedArtifact, streamArtifacts, streamFile } from '#core/source'
import { describeExpansion, describeNotes } from './describe.ts'
import type { Format } from './formats/format.ts'
import { findFormat } from './formats/index.ts'
import { refuseForeign } from './own-files.ts'
import { type GraphRequest, readGraph } from './read-graph.ts'
import { fileChunks, graphFiles } from './serialize.ts'
import { type Extent, writtenGraph } from './written-graph.ts'

export interface ExportRequest extends GraphRequest, Extent {
  readonly format: string
  /** A file, or the folder for the files, relative to `cwd`. Without it the text is there to be printed. */
  readonly output?: string | undefined
}

/** A graph that is ready to be written. */
export interface GraphExport {
  /** To be printed; nothing if it goes to files. */
  text(): Iterable<string>
  /** Writes the files, if any. Where it is told to stop before all are there, nothing has changed. */
  save(signal: AbortSignal): Promise<void>
  /** What was written, and what is to be said beside it. Known when that is done. */
  report(): { output: GraphExportOutput; remarks: string[] }
}

/** Makes the graph of what is on disk and gets ready to write it in one format. Throws OssaError where that cannot be. */
export async function exportGraph(request: ExportRequest): Promise<GraphExport> {
  const start = request.now()
  const format = findFormat(request.format)
  const destination = destinationOf(format, request)
  const { graph, counts: cache, ...notes } = await readGraph(request)
  const { content, edgeCounts, expansion } = writtenGraph(graph, request)
  const [single] = format.files
  let files: readonly string[] = []
  const stopped: string[] = []
  return {
    text: () => (destination === undefined && single !== undefined ? fileChunks(single, content) : []),
    async save(signal) {
      if (destination === undefined) return
      if (await destination.save(graphFiles(content, [format.name]), signal)) files = destination.files
      else stopped.push('Stopped; nothing was written.')
    },
    report() {
      const [edges, pairs] = [edgeCounts(), expansion()]
      const size = { nodes: graph.nodes.length, edges, ...(pairs === undefined ? {} : { expansion: pairs }) }
      const durationMs = Math.round(request.now() - start)
      const caution = format.caution?.(edges.declared + edges.inferred + edges.derived) ?? []
      return {
        output: { format: format.name, ...size, files: [...files], cache, durationMs },
        remarks: [...stopped, ...describeNotes(notes), ...describeExpansion(pairs), ...caution],
      }
    },
  }
}

interface Destination {
  /** As they are told. */
  readonly files: readonly string[]
  save(artifacts: readonly StreamedArtifact[], signal: AbortSignal): Promise<boolean>
}

/** Where the files go; undefined for standard output. */
function destinationOf({ name, files }: Format, { cwd, output = '-' }: ExportRequest): Destination | undefined {
  const [first, ...more] = files.map(({ path: file }) => file)
  if (first === undefined || (output === '-' && more.length === 0)) return undefined
  if (output === '-')
    throw usageError(
      'graph/several-files',
      `The format ${name} has ${files.length} files: ${[first, ...more].join(', ')}.`,
      'Give a folder for them with --output DIR.',
    )
  const isFolder = more.length > 0 || /[\\/]$/.test(output) || isFolderAt(output, cwd)
  if (isFolder) {
    const folder = path.resolve(cwd, output)
    refuseForeign(folder, [first, ...more])
    return {
      files: [first, ...more].map((file) => path.join(output, file)),
      save: (artifacts, signal) => streamArtifacts(folder, artifacts, signal),
    }
  }
  const file = path.resolve(cwd, output)
  refuseForeign(path.dirname(file), [path.basename(file)])
  return {
    files: [output],
    save: async (artifacts, signal) => {
      const [artifact] = artifacts
      return artifact === undefined || streamFile(file, () => artifact.chunks(), signal)
    },
  }
}
