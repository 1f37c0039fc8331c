import type { Community, GraphEdge, GraphNode } from '#core/contract'
import type { FileCache } from '#core/workspace'
import type { EdgeTable } from './edge-table.ts'
import type { Hub } from './hubs.ts'
import type { PairDerivation } from './pairs/pair-derivation.ts'

/** Nodes and edges, sorted, with what follows from all of them together. The same for the same files, in whatever order they are found. */
export interface Graph {
  readonly nodes: readonly GraphNode[]
  /** Declared and inferred. Those between agents that share something follow from these, and are listed on demand. */
  readonly edges: readonly GraphEdge[]
  /** The same as numbers. */
  readonly table: EdgeTable
  /** What agents lead to, sorted. */
  readonly hubs: readonly Hub[]
  /** How pairs of agents follow from the edges. */
  readonly pairs: readonly PairDerivation[]
  readonly communities: readonly Community[]
  readonly modularity: number
  /** Pairs of schemas that were not compared, because there are too many. */
  readonly uncompared: number
  /** True if it follows from the sketches of the workspace alone. */
  readonly isSelfContained: boolean
}

/** Remembers the results of long work, by what they follow from. */
export type Memo = Pick<FileCache, 'get' | 'set'>
