import type { GraphEdge } from '#core/contract'
import type { GraphIndex } from '../graph-index.ts'

/** A way in which pairs of agents follow from facts. There can be very many, so they are worked out only when asked for. */
export interface PairDerivation {
  /** Stands in the evidence of each edge. */
  readonly rule: string
  readonly summary: string
  /** Of the edge between the two agents. */
  readonly kind: string
  /** The end of the edge that may break if the other one changes; where it is neither, edges have no direction. */
  readonly dependent: 'source' | 'target' | 'neither'
  groups(facts: GraphIndex): Iterable<PairGroup>
}

/** Something that is said somewhere: mostly an edge. */
export type Evidenced = Pick<GraphEdge, 'evidence'>

/** Pairs of agents, as numbers of nodes: each of `from` with each of `to`, except with itself. */
export interface PairGroup {
  /** The node through which they are pairs. */
  readonly through: number
  /** Sorted. */
  readonly from: readonly number[]
  /** The same list where edges have no direction. */
  readonly to: readonly number[]
  /** How much it says about the two. */
  readonly weight: number
  /** The edges from which all these pairs follow, if there are such. */
  readonly because?: readonly Evidenced[]
  /** The edges that make an agent one of `from`. */
  becauseOfSource(agent: number): readonly Evidenced[]
  /** The edges that make an agent one of `to`. */
  becauseOfTarget(agent: number): readonly Evidenced[]
}
