import type { Point } from './layout.ts'
import type { Scene, Stock } from './scene.ts'
import { sceneEdges, sceneNodes } from './scene-nodes.ts'
import { derivedTies, strongestTies, tieOf } from './ties.ts'

const mostNeighbours = 60
/** Pixels between two rings, and between two nodes of a ring. */
const ringDistance = 110
const nodeDistance = 42

/** A node in the middle, and around it what it leads to and what leads to it, by kind. */
export function aroundScene({ fleet, sieve, plenty, aspect }: Stock, node: number): Scene {
  const own = [...fleet.edgesOf(node)].filter((edge) => sieve.hasEdge(edge)).map((edge) => tieOf(fleet, edge))
  const shown = strongestTies(own, mostNeighbours * plenty)
  const other = (tie: { source: number; target: number }) => (tie.source === node ? tie.target : tie.source)
  const neighbours = [...new Set(shown.map(other))]
    .filter((each) => each !== node)
    .sort((a, b) => compareText(fleet.kind(a), fleet.kind(b)) || compareText(fleet.name(a), fleet.name(b)))
  const all = new Set([node, ...neighbours])
  const derived = derivedTies(fleet, sieve, all).filter(({ source, target }) => source === node || target === node)
  const points: [number, Point][] = [[node, { x: 0, y: 0 }], ...ringed(neighbours, aspect)]
  const everyone = new Set(own.map(other)).add(node)
  return {
    place: { view: 'around', node },
    nodes: sceneNodes(fleet, points),
    edges: sceneEdges([...shown, ...derived]),
    unit: 'screen',
    all: { nodes: everyone.size, edges: own.length + derived.length },
  }
}

function ringed(nodes: readonly number[], aspect: number): [number, Point][] {
  const points: [number, Point][] = []
  for (let [ring, start] = [1, 0]; start < nodes.length; ring += 1) {
    const radius = ring * ringDistance
    const room = Math.floor((2 * Math.PI * radius) / nodeDistance)
    // The last ring is filled evenly, as are the others.
    const members = nodes.slice(start, start + room)
    for (const [place, node] of members.entries()) {
      const angle = (2 * Math.PI * (place + (ring % 2) / 2)) / members.length - Math.PI / 2
      const stretch = Math.sqrt(Math.max(0.7, Math.min(1.5, aspect)))
      points.push([node, { x: radius * Math.cos(angle) * stretch, y: (-radius * Math.sin(angle)) / stretch }])
    }
    start += room
  }
  return points
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
