import { findKnots } from '#core/compiler'
import type { GraphCyclesOutput, GraphEdge } from '#core/contract'
import { listCandidates, usageError } from '#core/diagnostics'
import { dependsOnTarget } from './dependency.ts'
import { edgeKinds } from './derivations/index.ts'
import { GraphIndex } from './graph-index.ts'
import type { Graph } from './model.ts'
import { pairEdges } from './pairs/pair-edges.ts'
import type { AskRequest } from './query-graph.ts'
import { type GraphNotes, notesOf, readGraph } from './read-graph.ts'

/** Edges without which their source cannot work. Reviews, say, go in circles for good reasons. */
const needing = ['depends-on', 'depends-via-operation', 'reads-from', 'runs-workflow', 'uses-agent', 'waits-for']

export interface CyclesRequest extends AskRequest {
  /** Kinds of edges to follow. Default those without which something cannot work. */
  readonly kinds?: readonly string[] | undefined
}

/** Where things depend on themselves in the end. Throws OssaError for a kind of edges that does not exist. */
export async function graphCycles(
  request: CyclesRequest,
): Promise<GraphNotes & { readonly root: string; readonly output: GraphCyclesOutput }> {
  const start = request.now()
  const read = await readGraph({ ...request, paths: [] })
  const kinds = request.kinds === undefined ? needing : knownKinds(request.kinds, read.graph)
  const cycles = cyclesIn(read.graph, kinds)
  const output = { kinds: [...kinds], cycles, durationMs: Math.round(request.now() - start) }
  return { output, ...notesOf(read) }
}

/** The kinds that a list such as `depends-on,feeds` names. Throws OssaError for one that does not exist. */
export function knownKinds(named: readonly string[], { edges, pairs }: Pick<Graph, 'edges' | 'pairs'>): string[] {
  const found = [...edges, ...pairs].map(({ kind }) => kind)
  const known = [...new Set([...edgeKinds, ...found])].sort()
  const wrong = named.find((kind) => !known.includes(kind))
  if (wrong === undefined) return [...new Set(named)].sort()
  throw usageError(
    'graph/unknown-kind',
    `There are no edges of the kind ${JSON.stringify(wrong)}.`,
    listCandidates(wrong, known, 'kinds'),
  )
}

function cyclesIn(graph: Graph, kinds: readonly string[]): GraphCyclesOutput['cycles'] {
  const derived = graph.pairs.filter(({ kind, dependent }) => kinds.includes(kind) && dependent !== 'neither')
  const declared = graph.edges.filter(({ kind }) => kinds.includes(kind))
  const edges = [...declared, ...pairEdges(new GraphIndex(graph), derived).edges]
  const next = new Map<string, Map<string, GraphEdge>>()
  for (const edge of edges) {
    const [from, to] = dependsOnTarget(edge) ? [edge.source, edge.target] : [edge.target, edge.source]
    const known = next.get(from) ?? new Map<string, GraphEdge>()
    next.set(from, known)
    if (!known.has(to)) known.set(to, edge)
  }
  const successors = (node: string) => [...(next.get(node)?.keys() ?? [])].sort()
  return findKnots([...next.keys()].sort(), successors).map(({ members, cycle }) => ({
    nodes: [...members],
    edges: cycle.flatMap((node, place) => next.get(node)?.get(cycle[(place + 1) % cycle.length] ?? '') ?? []),
  }))
}
