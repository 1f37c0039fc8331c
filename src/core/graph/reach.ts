import { type Direction, type Step, stepsFrom } from './dependency.ts'
import type { GraphIndex } from './graph-index.ts'

/** What is reached from some nodes. */
export interface Reached {
  readonly node: number
  readonly distance: number
  /** The last step of a shortest way, and the node before it; undefined for where it starts. */
  readonly last: { readonly edge: number; readonly from: number } | undefined
}

export interface ReachRequest {
  readonly direction: Direction
  readonly depth?: number | undefined
  readonly kinds?: ReadonlySet<string> | undefined
}

/** The nodes that are reached from some nodes, these among them, the nearest first; for each a shortest way. */
export function reach(index: GraphIndex, from: Iterable<number>, request: ReachRequest): Map<number, Reached> {
  const { depth = Number.POSITIVE_INFINITY } = request
  const reached = new Map<number, Reached>()
  for (const node of from) reached.set(node, { node, distance: 0, last: undefined })
  // The map grows while it is walked.
  for (const { node, distance } of reached.values()) {
    if (distance >= depth) break
    for (const step of inOrder(index, stepsFrom(index, node, request)))
      if (!reached.has(step.node))
        reached.set(step.node, { node: step.node, distance: distance + 1, last: { edge: step.edge, from: node } })
  }
  return reached
}

// Nodes are numbered in the order of their ids, edges in that of their kinds.
function inOrder(index: GraphIndex, steps: Iterable<Step>): Step[] {
  return [...steps].sort((a, b) => a.node - b.node || (index.edge(a.edge).kind < index.edge(b.edge).kind ? -1 : 1))
}
