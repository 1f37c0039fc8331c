import type { GraphEdge, GraphWhyOutput } from '#core/contract'
import { listCandidates, usageError } from '#core/diagnostics'
import type { GraphIndex } from './graph-index.ts'
import { type AskRequest, selectOnDisk } from './query-graph.ts'
import { type GraphNotes, type GraphOnDisk, notesOf, readGraph } from './read-graph.ts'
import { strongestPaths, type WeightedPath } from './strongest-paths.ts'

export interface WhyRequest extends AskRequest {
  /** Selectors. */
  readonly from: string
  readonly to: string
  /** How many paths at most. */
  readonly most: number
}

/** The strongest paths between what two selectors select. Throws OssaError if one of them selects nothing. */
export async function whyRelated(
  request: WhyRequest,
): Promise<GraphNotes & { readonly root: string; readonly output: GraphWhyOutput }> {
  const start = request.now()
  const read = await readGraph({ ...request, paths: [] })
  const { index, nodes: from } = await requireNodes(read, request.from)
  const to = (await requireNodes(read, request.to)).nodes.filter((node) => !from.includes(node))
  if (to.length === 0)
    throw usageError('graph/same', `${request.from} and ${request.to} are the same.`, 'Name two different ones.')
  const paths = strongestPaths(index, { from, to, most: request.most })
  const output = {
    from: from.map((node) => index.node(node).id),
    to: to.map((node) => index.node(node).id),
    paths: paths.map((path) => shownPath(index, path)),
    durationMs: Math.round(request.now() - start),
  }
  return { output, ...notesOf(read) }
}

/** Selects nodes, one at least: a name that leads nowhere cannot be asked about. */
export async function requireNodes(
  read: GraphOnDisk,
  select: string,
): Promise<{ index: GraphIndex; nodes: readonly number[] }> {
  const { index, nodes, unmatched } = await selectOnDisk(read, { select })
  if (nodes.length > 0) return { index, nodes }
  const names = read.graph.nodes.filter(({ kind }) => kind === 'agent' || kind === 'workflow').map(({ name }) => name)
  const hint = unmatched[0]?.hint ?? listCandidates(select, [...new Set(names)].sort(), 'names')
  throw usageError('graph/no-such-node', `Nothing in the graph is selected by ${select}.`, hint)
}

function shownPath(index: GraphIndex, { nodes, cost }: WeightedPath): GraphWhyOutput['paths'][number] {
  const steps = nodes.slice(1).map((node, at) => edgesBetween(index, nodes[at] ?? -1, node))
  return { nodes: nodes.map((node) => index.node(node).id), steps, strength: Math.round(1e4 / cost) / 1e4 }
}

function edgesBetween(index: GraphIndex, a: number, b: number): GraphEdge[] {
  const forth = [...index.outgoing.of(a)].filter((edge) => index.target(edge) === b)
  const back = [...index.incoming.of(a)].filter((edge) => index.source(edge) === b)
  return [...forth, ...back].map((edge) => index.edge(edge))
}
