import type { EdgeOrigin, GraphOrphansOutput } from '#core/contract'
import { knownKinds } from './cycles-graph.ts'
import { GraphIndex } from './graph-index.ts'
import type { Graph } from './model.ts'
import type { AskRequest } from './query-graph.ts'
import { type GraphNotes, notesOf, readGraph } from './read-graph.ts'

export interface OrphansRequest extends AskRequest {
  /** Kinds and origins of edges that do not count. */
  readonly ignore: readonly string[]
}

/** Agents and workflows that have nothing to do with any other. Throws OssaError for a kind of edges that does not exist. */
export async function graphOrphans(
  request: OrphansRequest,
): Promise<GraphNotes & { readonly root: string; readonly output: GraphOrphansOutput }> {
  const start = request.now()
  const read = await readGraph({ ...request, paths: [] })
  const origins: readonly string[] = ['declared', 'inferred', 'derived'] satisfies EdgeOrigin[]
  const kinds = knownKinds(
    request.ignore.filter((each) => !origins.includes(each)),
    read.graph,
  )
  const ignored = [...request.ignore.filter((each) => origins.includes(each)), ...kinds]
  const nodes = orphansIn(read.graph, new Set(ignored))
  const output = { ignored, nodes, durationMs: Math.round(request.now() - start) }
  return { output, ...notesOf(read) }
}

function orphansIn(graph: Graph, ignored: ReadonlySet<string>): GraphOrphansOutput['nodes'] {
  const index = new GraphIndex(graph)
  const actors = new Set([...index.nodesOfKind('agent'), ...index.nodesOfKind('workflow')])
  const related = new Set<number>()
  const relate = (a: number, b: number) => {
    if (a !== b && actors.has(a) && actors.has(b)) related.add(a).add(b)
  }
  for (const [number, { kind, origin }] of graph.edges.entries())
    if (!ignored.has(kind) && !ignored.has(origin)) relate(index.source(number), index.target(number))
  const pairs = graph.pairs.filter(({ kind }) => !ignored.has(kind) && !ignored.has('derived'))
  for (const { groups } of pairs)
    for (const { from, to } of groups(index)) {
      // One other is enough.
      const [first = -1, second = first] = to
      for (const node of from) relate(node, node === first ? second : first)
      for (const node of to) relate(node, node === from[0] ? (from[1] ?? node) : (from[0] ?? node))
    }
  return [...actors]
    .sort((a, b) => a - b)
    .filter((node) => !related.has(node))
    .map((node) => index.node(node))
}
