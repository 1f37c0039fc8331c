import { packLayout, seedAt } from './layout.ts'
import { type Link, strongestLinks } from './links.ts'
import type { Scene, SceneEdge, SceneNode, Stock } from './scene.ts'

const linksPerCommunity = 3
const dotRadius = 0.3

/** All communities, each with its agents in it, and the strongest links between them. */
export function mapScene({ fleet, links, sieve, aspect, plenty }: Stock): Scene {
  const { communities } = fleet
  const bodies = communities.map(({ index, agents }) => ({ key: String(index), radius: radiusFor(agents.length) }))
  const strong = strongestLinks(links, linksPerCommunity * plenty)
  const heaviest = Math.max(1e-9, ...strong.map(({ weight }) => weight))
  const springs = strong.map(({ a, b, weight }) => ({
    source: String(a),
    target: String(b),
    weight: 0.2 + weight / heaviest,
  }))
  const typical = bodies.reduce((sum, { radius }) => sum + radius, 0) / Math.max(1, bodies.length)
  const points = packLayout(bodies, springs, { aspect, margin: 1.2 * typical })
  const nodes = communities.flatMap(({ index, agents }): SceneNode[] => {
    const { x, y } = points.get(String(index)) ?? { x: 0, y: 0 }
    const region = { subject: { community: index }, x, y, size: radiusFor(agents.length), form: 'region' as const }
    const dots = agents
      .filter((node) => sieve.hasNode(node))
      .map((node, place): SceneNode => {
        const seed = seedAt(place, 1)
        return { subject: { node }, x: x + seed.x, y: y + seed.y, size: dotRadius, form: 'dot' }
      })
    return [region, ...dots]
  })
  const edges = strong.map((link) => edgeOf(link, { heaviest, typical }))
  return {
    place: { view: 'map' },
    nodes,
    edges,
    unit: 'positions',
    all: { nodes: nodes.length, edges: links.length },
  }
}

function edgeOf({ a, b, weight }: Link, { heaviest, typical }: { heaviest: number; typical: number }): SceneEdge {
  const width = typical * (0.02 + 0.07 * Math.sqrt(weight / heaviest))
  return { source: { community: a }, target: { community: b }, origin: 'link', kind: 'link', isDirected: false, width }
}

// Its agents fill it.
function radiusFor(agents: number): number {
  return Math.sqrt(agents) + 1
}
