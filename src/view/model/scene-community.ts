import { forceLayout } from './layout.ts'
import { isActor } from './links.ts'
import type { Scene, Stock } from './scene.ts'
import { radiusOf, sceneEdges, sceneNodes } from './scene-nodes.ts'
import { derivedTies, strongestTies, tiesAmong } from './ties.ts'

const mostNodes = 150
const mostTies = 300
const margin = 9

/** The agents and workflows of a community and what at least two of them lead to; and in any case the nodes that are wanted. */
export function communityScene(stock: Stock, community: number, wanted: readonly number[]): Scene {
  const { fleet, sieve, plenty, aspect } = stock
  const members = fleet.communities[community]?.members ?? []
  const actors = members.filter((node) => isActor(fleet, node) && sieve.hasNode(node))
  const hubs = rankedHubs(stock, actors)
  const nodes = new Set([...wanted, ...chosen(actors, hubs, mostNodes * plenty)])
  const possible = [...tiesAmong(fleet, sieve, nodes), ...derivedTies(fleet, sieve, nodes)]
  const ties = strongestTies(possible, mostTies * plenty)
  const points = forceLayout(
    [...nodes].map((node) => ({ key: String(node), radius: radiusOf(fleet, node) })),
    ties.map(({ source, target, weight }) => ({ source: String(source), target: String(target), weight })),
    { aspect, margin },
  )
  return {
    place: { view: 'community', community },
    nodes: sceneNodes(
      fleet,
      [...points].map(([key, point]) => [Number(key), point]),
    ),
    edges: sceneEdges(ties),
    unit: 'screen',
    all: { nodes: Math.max(nodes.size, actors.length + hubs.length), edges: possible.length },
  }
}

interface Hub {
  readonly node: number
  /** Those of the community that lead to it, or are led to by it. */
  readonly users: readonly number[]
}

// First what tells most about the community: many of its agents lead to it, and few others.
function rankedHubs({ fleet, sieve }: Stock, actors: readonly number[]): Hub[] {
  const users = new Map<number, Set<number>>()
  for (const actor of actors)
    for (const edge of fleet.edgesOf(actor)) {
      const node = fleet.otherEnd(edge, actor)
      if (!sieve.hasEdge(edge) || isActor(fleet, node)) continue
      const known = users.get(node)
      if (known === undefined) users.set(node, new Set([actor]))
      else known.add(actor)
    }
  const score = ({ node, users: own }: Hub) => own.length ** 2 / Math.max(1, fleet.degree(node))
  return [...users]
    .map(([node, own]) => ({ node, users: [...own] }))
    .filter((hub) => hub.users.length > 1 || actors.length === 1)
    .sort((a, b) => score(b) - score(a) || a.node - b.node)
}

// Where there is not room for all: what tells most with those who share it, so that nothing stands alone.
function chosen(actors: readonly number[], hubs: readonly Hub[], limit: number): Set<number> {
  if (actors.length + hubs.length <= limit) return new Set([...actors, ...hubs.map(({ node }) => node)])
  const nodes = new Set<number>()
  for (const { node, users } of hubs) {
    const added = users.filter((user) => !nodes.has(user))
    if (nodes.size + added.length + 1 <= limit) for (const each of [node, ...added]) nodes.add(each)
  }
  for (const actor of actors) if (nodes.size < limit) nodes.add(actor)
  return nodes
}
