import path from 'node:path'
import type { GraphBuildOutput } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { firstLineOf, streamFile } from '#core/source'
import { type Metric, writeMetrics } from '#core/telemetry'
import { tally } from './counts.ts'
import type { Graph } from './model.ts'

const firstMetric = 'agent_graph_total_agents'
const head = `# HELP ${firstMetric} `

/** Refuses to write where there is a file that holds something else: nobody's own notes are lost because a name was mistyped. */
export function refuseForeignMetrics(file: string): void {
  const first = firstLineOf(path.dirname(file), path.basename(file))
  if (first === undefined || first === '' || first.startsWith(head)) return
  throw usageError(
    'graph/not-metrics',
    `${file} exists and does not hold the metrics of a graph.`,
    'Name another file with --metrics-file, such as agent-graph.prom.',
  )
}

/** Writes the size of a graph, and how long it took to make, for the textfile collector of Prometheus. Whole or not at all. */
export async function saveBuildMetrics(
  file: string,
  graph: Graph,
  output: Pick<GraphBuildOutput, 'agents' | 'durationMs' | 'edges'>,
): Promise<void> {
  const text = await writeMetrics(buildMetrics(graph, output))
  await streamFile(file, () => [text])
}

function buildMetrics(
  { edges, pairs }: Graph,
  { agents, durationMs, edges: counts }: Pick<GraphBuildOutput, 'agents' | 'durationMs' | 'edges'>,
): Metric[] {
  const written = (['declared', 'inferred'] as const).flatMap((origin) =>
    Object.entries(tally(edges.filter((edge) => edge.origin === origin))).map(([kind, value]) => ({
      labels: { kind, origin },
      value,
    })),
  )
  const derived = pairs.map(({ kind }) => ({ labels: { kind, origin: 'derived' }, value: counts.byKind[kind] ?? 0 }))
  return [
    { name: firstMetric, help: 'Agents in the graph.', samples: [{ value: agents }] },
    {
      name: 'agent_graph_relationships',
      help: 'Edges of the graph. Those between agents that are derived are counted, whether or not they are written.',
      samples: [...written, ...derived],
    },
    {
      name: 'graph_build_duration_seconds',
      help: 'How long it took to make the graph the last time.',
      samples: [{ value: durationMs / 1_000 }],
    },
  ]
}
