import type { GraphStatsOutput } from '#core/contract'
import { countGraph } from './counts.ts'
import { type GraphNotes, type GraphRequest, readGraph } from './read-graph.ts'

/** Counts what is in the graph of what is on disk. Writes nothing but the cache. */
export async function graphStats(request: GraphRequest): Promise<GraphNotes & { output: GraphStatsOutput }> {
  const start = request.now()
  const { graph, counts: cache, faultyFiles, cacheProblem } = await readGraph(request)
  const output = { ...countGraph(graph), cache, durationMs: Math.round(request.now() - start) }
  return { output, faultyFiles, cacheProblem }
}
