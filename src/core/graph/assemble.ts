import type { ReadWorkspace } from '#core/compiler'
import type { Community, GraphEdge, GraphNode } from '#core/contract'
import { findCommunities } from './communities.ts'
import { edgesOf } from './edge-columns.ts'
import { EdgeTable } from './edge-table.ts'
import { fitNodes } from './fit-nodes.ts'
import { type Hub, hubsOf, weightsOf } from './hubs.ts'
import { none } from './int-columns.ts'
import type { Graph, Memo } from './model.ts'
import { NodeTable, type Spot } from './node-table.ts'
import { canFeed } from './pairs/can-feed.ts'
import { pairDerivations } from './pairs/index.ts'
import type { PairDerivation } from './pairs/pair-derivation.ts'
import { Resolver } from './resolver.ts'
import { type Sketched, sketchWorkspace } from './sketch-workspace.ts'
import { Statements } from './statements.ts'
import { subjectIdsOf } from './subject-ids.ts'

export interface AssembleOptions {
  readonly memo?: Memo | undefined
  readonly plugins?: readonly PairDerivation[]
}

/** Makes the graph of what was read. */
export async function assembleGraph(read: ReadWorkspace, options: AssembleOptions = {}): Promise<Graph> {
  return graphOfSketches(read, await sketchWorkspace(read), options)
}

/** Makes the graph of files that were sketched. */
export async function graphOfSketches(
  { workspace }: ReadWorkspace,
  sketched: Sketched,
  { memo, plugins = [] }: AssembleOptions,
): Promise<Graph> {
  const switches = workspace.configuration.graph?.derivations ?? {}
  let isSelfContained = true
  const { nodes, statements } = statementsOf(sketched, (place) => {
    isSelfContained = false
    return workspace.files.lineOf(place)
  })
  // Nobody else asks which schemas fit, and it takes time to find out.
  const isFeeding = switches[canFeed.kind] !== false
  const uncompared = isFeeding ? fitNodes({ nodes, statements, sketched }, memo) : 0
  const order = nodesInOrder(nodes)
  const table = edgesOf(statements, ranksOf(order), sketched.sketches)
  const placed: Placed[] = []
  for (const node of order) placed.push(nodes.nodeAt(node))
  const hubs = hubsOf(table, agentsAmong(placed))
  const weights = weightsOf(table, hubs, placed.length)
  const edges = new EdgeTable(table, sketched.sketches, { ids: placed.map(({ id }) => id), weights })
  const found = await findCommunities({ nodes: placed, edges: table, hubs }, memo)
  const pairs = pairDerivations.filter(({ kind }) => switches[kind as keyof typeof switches] !== false)
  const { communities, communityOf, modularity } = found
  for (let rank = 0; rank < placed.length; rank += 1) setCommunity(placed[rank], communityOf[rank] ?? none)
  return new AssembledGraph({
    nodes: placed,
    table: edges,
    hubs,
    pairs: [...pairs, ...plugins],
    communities,
    modularity,
    uncompared,
    isSelfContained,
  })
}

/** A graph whose edges are made into objects only if somebody wants to have them all. */
class AssembledGraph implements Graph {
  readonly nodes: readonly GraphNode[]
  readonly table: EdgeTable
  readonly hubs: readonly Hub[]
  readonly pairs: readonly PairDerivation[]
  readonly communities: readonly Community[]
  readonly modularity: number
  readonly uncompared: number
  readonly isSelfContained: boolean
  #edges: readonly GraphEdge[] | undefined

  constructor(graph: Omit<Graph, 'edges'>) {
    this.nodes = graph.nodes
    this.table = graph.table
    this.hubs = graph.hubs
    this.pairs = graph.pairs
    this.communities = graph.communities
    this.modularity = graph.modularity
    this.uncompared = graph.uncompared
    this.isSelfContained = graph.isSelfContained
  }

  get edges(): readonly GraphEdge[] {
    this.#edges ??= [...this.table]
    return this.#edges
  }
}

interface Stated {
  readonly nodes: NodeTable
  readonly statements: Statements
}

/** What is said in the files that were asked for. */
function statementsOf({ sketches, isAsked }: Sketched, lineOf: ReadWorkspace['workspace']['files']['lineOf']): Stated {
  const { texts, files } = sketches
  const subjects = subjectIdsOf(sketches)
  const placed = (spot: Spot): Spot => {
    if (spot.line !== none) return spot
    const { file, document, pointer } = spot
    const isRead = isAsked(texts.at(file))
    const line = isRead ? undefined : lineOf({ file: texts.at(file), document, pointer: texts.at(pointer) })
    return line === undefined ? spot : { ...spot, line }
  }
  const nodes = new NodeTable(sketches, subjects, placed)
  const statements = new Statements(sketches, nodes, new Resolver({ sketches, subjects, nodes }, placed))
  const asked: boolean[] = []
  for (const name of files.name.values()) asked.push(isAsked(texts.at(name)))
  for (let subject = 0; subject < subjects.rows.length; subject += 1)
    if (asked[subjects.rows[subject] ?? none] === true) nodes.ofSubject(subject)
  for (let file = 0; file < asked.length; file += 1) if (asked[file] === true) statements.addFile(file)
  statements.addProvided()
  return { nodes, statements }
}

/** The numbers of nodes, by their ids. */
function nodesInOrder({ ids }: NodeTable): Int32Array {
  const numbers = new Map<string, number>()
  for (let node = 0; node < ids.length; node += 1) numbers.set(ids[node] ?? '', node)
  const order = new Int32Array(ids.length)
  const sorted = [...ids].sort()
  for (let rank = 0; rank < sorted.length; rank += 1) order[rank] = numbers.get(sorted[rank] ?? '') ?? none
  return order
}

function ranksOf(order: Int32Array): Int32Array {
  const ranks = new Int32Array(order.length)
  for (let rank = 0; rank < order.length; rank += 1) ranks[order[rank] ?? 0] = rank
  return ranks
}

/** A node that is not yet told in which community it is. */
type Placed = GraphNode & { community?: number }

function setCommunity(node: Placed | undefined, community: number): void {
  if (node !== undefined && community !== none) node.community = community
}

function agentsAmong(nodes: readonly GraphNode[]): Uint8Array {
  const areAgents = new Uint8Array(nodes.length)
  for (let node = 0; node < nodes.length; node += 1) if (nodes[node]?.kind === 'agent') areAgents[node] = 1
  return areAgents
}
