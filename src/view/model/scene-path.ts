import { findPath } from './path.ts'
import type { Scene, Stock } from './scene.ts'
import { sceneEdges, sceneNodes } from './scene-nodes.ts'
import { tieOf } from './ties.ts'

const stepDistance = 120
const rise = 36

/** The strongest way from one node to another, along a line that leaves room for names. */
export function pathScene({ fleet, sieve, aspect }: Stock, ends: { from: number; to: number }): Scene {
  const steps = findPath(fleet, sieve, ends)
  const nodes = [...new Set(steps === undefined ? [ends.from, ends.to] : [ends.from, ...steps.map(({ node }) => node)])]
  const points = nodes.map((node, place) => {
    const [along, across] = [place * stepDistance, place % 2 === 0 ? 0 : rise]
    return [node, aspect < 1 ? { x: across, y: -along } : { x: along, y: across }] as const
  })
  return {
    place: { view: 'path', ...ends },
    nodes: sceneNodes(fleet, points),
    edges: sceneEdges((steps ?? []).map(({ edge }) => tieOf(fleet, edge))),
    unit: 'screen',
    all: { nodes: nodes.length, edges: steps?.length ?? 0 },
  }
}
