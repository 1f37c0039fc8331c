import type { GraphStatsOutput } from '#core/contract'
import { type GraphNotes, type GraphRequest, notesOf, readCountedGraph } from './read-graph.ts'

/** Counts what is in the graph of what is on disk. Writes nothing but the cache. */
export async function graphStats(request: GraphRequest): Promise<GraphNotes & { output: GraphStatsOutput }> {
  const start = request.now()
  const read = await readCountedGraph(request)
  const output = { ...read.size, cache: read.counts, durationMs: Math.round(request.now() - start) }
  return { output, ...notesOf(read) }
}
