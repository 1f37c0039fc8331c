import { changedFiles } from '#core/compiler'
import type { GraphNode, GraphQueryOutput } from '#core/contract'
import type { GraphIndex } from './graph-index.ts'
import { type GraphNotes, type GraphOnDisk, type GraphRequest, notesOf, readGraph } from './read-graph.ts'
import type { SavedSelector } from './selector/select.ts'
import { type SelectedNodes, selectNodes } from './selector/select-nodes.ts'

/** A question about the graph of the whole workspace. */
export type AskRequest = Omit<GraphRequest, 'paths'>

export interface QueryRequest extends AskRequest, SavedSelector {}

export interface QueriedGraph extends GraphNotes {
  readonly root: string
  readonly output: GraphQueryOutput
}

/** The nodes that a selector selects, and the edges between them. */
export async function queryGraph(request: QueryRequest): Promise<QueriedGraph> {
  const start = request.now()
  const read = await readGraph({ ...request, paths: [] })
  const { index, nodes, unmatched } = await selectOnDisk(read, request)
  const { select, exclude } = request
  const output = {
    select,
    ...(exclude === undefined ? {} : { exclude }),
    nodes: nodes.map((node) => index.node(node)),
    edges: edgesAmong(index, nodes),
    unmatched: [...unmatched],
    durationMs: Math.round(request.now() - start),
  }
  return { output, ...notesOf(read) }
}

/** Selects nodes of a graph that was read, by the selectors of its workspace and the history of its repository. */
export async function selectOnDisk(
  { graph, read, root }: Pick<GraphOnDisk, 'graph' | 'read' | 'root'>,
  wanted: SavedSelector,
): Promise<SelectedNodes> {
  const saved = read.workspace.configuration.graph?.selectors
  return selectNodes(graph, wanted, { saved, changedFiles: (since) => changedFiles(since, root, root) })
}

function edgesAmong(index: GraphIndex, nodes: readonly number[]): GraphQueryOutput['edges'] {
  const chosen = new Set(nodes)
  return nodes.flatMap((node) =>
    [...index.outgoing.of(node)].filter((edge) => chosen.has(index.target(edge))).map((edge) => index.edge(edge)),
  )
}

/** Nodes as the rows of a table, the heading first. `displayPath` turns a root-relative path into a shown one. */
export function tabulateNodes(
  nodes: readonly GraphNode[],
  displayPath: (file: string) => string,
): readonly (readonly string[])[] {
  const rows = nodes.map((node) => [node.id, node.type ?? '-', placeOf(node, displayPath)])
  return [['ID', 'TYPE', 'PLACE'], ...rows]
}

function placeOf({ file, line }: Pick<GraphNode, 'file' | 'line'>, displayPath: (file: string) => string): string {
  return line === undefined ? displayPath(file) : `${displayPath(file)}:${line}`
}
