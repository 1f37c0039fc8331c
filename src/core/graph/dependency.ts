import type { GraphEdge } from '#core/contract'
import type { GraphIndex } from './graph-index.ts'

/**
 * Whatever refers to something depends on it: it may break when that changes. So edges are followed from what is referred to, back
 * to what refers to it. These are the exceptions.
 */
const exceptions: Readonly<Record<string, { readonly isReversed?: boolean; readonly isRelevant?: boolean }>> = {
  // Data flows along the edge, so the one that is fed depends on the one that feeds it.
  feeds: { isReversed: true },
  // What is provided is gone with its provider.
  provides: { isReversed: true },
  // That one schema fits another is found, and neither knows of it.
  fits: { isRelevant: false },
  // Agents that offer a capability of this name may be bound to other operations; `calls` says which are bound to this one.
  'bound-to': { isRelevant: false },
}

/** True for kinds of edges by which a change spreads. */
export function isDependency(kind: string): boolean {
  return exceptions[kind]?.isRelevant ?? true
}

/** True if the source of an edge depends on its target, false if it is the other way round. */
export function dependsOnTarget({ kind }: Pick<GraphEdge, 'kind'>): boolean {
  return exceptions[kind]?.isReversed !== true
}

/** One step along an edge. */
export interface Step {
  readonly edge: number
  readonly node: number
}

/** `dependents`: what depends on a node; `dependencies`: what it depends on. */
export type Direction = 'dependents' | 'dependencies'

/** The nodes that depend on a node, or that it depends on, by edges of the given kinds, or by all that count. In order. */
export function stepsFrom(index: GraphIndex, node: number, { direction, kinds }: StepRequest): Step[] {
  const counts = (edge: GraphEdge) => kinds?.has(edge.kind) ?? isDependency(edge.kind)
  const wantsSource = direction === 'dependents'
  const steps: Step[] = []
  for (const edge of index.incoming.of(node))
    if (dependsOnTarget(index.edge(edge)) === wantsSource && counts(index.edge(edge)))
      steps.push({ edge, node: index.source(edge) })
  for (const edge of index.outgoing.of(node))
    if (dependsOnTarget(index.edge(edge)) !== wantsSource && counts(index.edge(edge)))
      steps.push({ edge, node: index.target(edge) })
  // Nodes are numbered in the order of their ids, edges between two of them in that of their kinds.
  return steps.sort((a, b) => a.node - b.node || (index.edge(a.edge).kind < index.edge(b.edge).kind ? -1 : 1))
}

interface StepRequest {
  readonly direction: Direction
  readonly kinds?: ReadonlySet<string> | undefined
}
