import type { GraphStatsOutput } from '#core/contract'
import { countGraph } from './counts.ts'
import { type GraphNotes, type GraphRequest, notesOf, readGraph } from './read-graph.ts'

/** Counts what is in the graph of what is on disk. Writes nothing but the cache. */
export async function graphStats(request: GraphRequest): Promise<GraphNotes & { output: GraphStatsOutput }> {
  const start = request.now()
  const read = await readGraph(request)
  const output = { ...countGraph(read.graph), cache: read.counts, durationMs: Math.round(request.now() - start) }
  return { output, ...notesOf(read) }
}
