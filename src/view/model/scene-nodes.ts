import type { Fleet } from './fleet.ts'
import type { Point } from './layout.ts'
import { isActor } from './links.ts'
import type { SceneEdge, SceneNode } from './scene.ts'
import type { Tie } from './ties.ts'

/** The radius of a node, in pixels: agents and workflows stand out, and so does what many lead to. */
export function radiusOf(fleet: Fleet, node: number): number {
  const degree = Math.min(64, fleet.degree(node))
  return isActor(fleet, node) ? 7 + Math.sqrt(degree) * 0.6 : 5 + Math.sqrt(degree) * 0.6
}

export function sceneNodes(fleet: Fleet, points: Iterable<readonly [node: number, point: Point]>): SceneNode[] {
  return [...points].map(([node, { x, y }]) => ({ subject: { node }, x, y, size: radiusOf(fleet, node), form: 'node' }))
}

export function sceneEdges(ties: readonly Tie[]): SceneEdge[] {
  return ties.map(({ source, target, kind, origin, weight, isDirected }) => ({
    source: { node: source },
    target: { node: target },
    kind,
    origin,
    isDirected,
    width: 1.4 + Math.min(1.2, weight),
  }))
}
