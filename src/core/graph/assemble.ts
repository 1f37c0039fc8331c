import type { ReadWorkspace } from '#core/compiler'
import type { EdgeOrigin, Evidence, GraphEdge, GraphNode } from '#core/contract'
import type { Place } from '#core/diagnostics'
import { findCommunities } from './communities.ts'
import type { Fact } from './derivation.ts'
import { isSchemaKind } from './derivations/capability-schema.ts'
import { derivations } from './derivations/index.ts'
import { schemaFit } from './derivations/schema-fit.ts'
import { Fleet } from './fleet.ts'
import { type Hub, hubsOf, leadsToHub, rarity } from './hubs.ts'
import type { Graph, Memo, NodeDraft } from './model.ts'
import { canFeed } from './pairs/can-feed.ts'
import { pairDerivations } from './pairs/index.ts'
import type { PairDerivation } from './pairs/pair-derivation.ts'
import { comparePlaces, inOrder } from './places.ts'

/** Makes the graph of what was read. */
export async function assembleGraph(
  read: ReadWorkspace,
  { memo, plugins = [] }: { readonly memo?: Memo | undefined; readonly plugins?: readonly PairDerivation[] } = {},
): Promise<Graph> {
  const fleet = await Fleet.of(read, memo)
  const draft = new GraphDraft(read.workspace.files.lineOf)
  for (const agent of fleet.agents) draft.addNode(fleet.agentNode(agent))
  for (const workflow of fleet.workflows) draft.addNode(fleet.workflowNode(workflow))
  for (const server of fleet.servers) draft.addNode(fleet.serverNode(server))
  const switches = read.workspace.configuration.graph?.derivations ?? {}
  for (const derivation of derivations) {
    // Nobody else asks which schemas fit, and it takes time to find out.
    if (derivation === schemaFit && switches[canFeed.kind] === false) continue
    const { rule, origin, derive } = derivation
    for (const fact of derive(fleet)) draft.add(fact, { rule, origin })
  }
  const nodes = draft.nodes()
  const declared = draft.edges()
  const hubs = hubsOf(declared)
  const edges = weighed(declared, hubs)
  const { communities, communityOf, modularity } = await findCommunities({ nodes, edges, hubs }, memo)
  const placed = nodes.map((node): GraphNode => {
    const community = communityOf.get(node.id)
    return community === undefined ? node : { ...node, community }
  })
  const pairs = pairDerivations.filter(({ kind }) => switches[kind as keyof typeof switches] !== false)
  return {
    nodes: placed,
    edges,
    hubs,
    pairs: [...pairs, ...plugins],
    communities,
    modularity,
    uncompared: fleet.schemas.uncompared,
  }
}

type EdgeDraft = Omit<GraphEdge, 'evidence'> & { readonly evidence: Evidence[] }

/** Nodes and edges as they come in. An edge that comes again adds its evidence. */
class GraphDraft {
  readonly #nodes = new Map<string, NodeDraft>()
  readonly #edges = new Map<string, EdgeDraft>()
  readonly #lineOf: (place: Place) => number | undefined

  constructor(lineOf: (place: Place) => number | undefined) {
    this.#lineOf = lineOf
  }

  addNode(node: NodeDraft): void {
    const known = this.#nodes.get(node.id)
    if (known === undefined || comparePlaces(node, known) < 0) this.#nodes.set(node.id, node)
  }

  add(
    { kind, source, target, place, verb, ...fact }: Fact,
    { rule, origin }: { rule: string; origin: EdgeOrigin },
  ): void {
    this.addNode(source)
    this.addNode(target)
    const { file, document = 0, pointer } = place
    const line = fact.line ?? this.#lineOf(place)
    const evidence: Evidence = {
      file,
      ...(document === 0 ? {} : { document }),
      pointer,
      ...(line === undefined ? {} : { line }),
      rule,
      ...(verb === undefined ? {} : { verb }),
    }
    const key = `${source.id}\n${kind}\n${target.id}`
    const known = this.#edges.get(key)
    if (known !== undefined) known.evidence.push(evidence)
    else this.#edges.set(key, { source: source.id, target: target.id, kind, origin, evidence: [evidence] })
  }

  nodes(): GraphNode[] {
    return [...this.#nodes.keys()].sort().flatMap((id): GraphNode | [] => {
      const node = this.#nodes.get(id)
      if (node === undefined) return []
      const line = this.#lineOf(node)
      return line === undefined ? node : { ...node, line }
    })
  }

  edges(): GraphEdge[] {
    return [...this.#edges.keys()].sort().flatMap((key) => {
      const edge = this.#edges.get(key)
      if (edge === undefined || edge.evidence.length === 1) return edge ?? []
      return { ...edge, evidence: inOrder(edge.evidence) }
    })
  }
}

// What many agents lead to says little about each of them.
function weighed(edges: readonly GraphEdge[], hubs: readonly Hub[]): GraphEdge[] {
  const weights = new Map(hubs.map(({ id, agents }) => [id, rarity(agents.length)]))
  for (const [id, agents] of agentsBySchema(edges)) weights.set(id, rarity(agents.size))
  return edges.map((edge) => {
    const weight = leadsToHub(edge) || isSchemaKind(edge.kind) ? weights.get(edge.target) : undefined
    return weight === undefined || weight === 1 ? edge : { ...edge, weight }
  })
}

function agentsBySchema(edges: readonly GraphEdge[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { kind, source, target } of edges) {
    if (!isSchemaKind(kind)) continue
    const agents = found.get(target)
    if (agents === undefined) found.set(target, new Set([source]))
    else agents.add(source)
  }
  return found
}
