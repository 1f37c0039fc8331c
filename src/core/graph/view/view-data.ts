/**
 * The graph as the page of `src/view` reads it: columns of numbers, which are short, rather than objects. The page and this program
 * are built together, so the form may change at any time.
 */
export interface ViewData {
  readonly title: string
  /** What the columns named `file`, `pointer`, `rule`, `version` and `type` point into. The first is empty: there is none. */
  readonly strings: readonly string[]
  /** Kinds of nodes and of edges, and origins of edges, as there are in this graph; the columns point into them. */
  readonly nodeKinds: readonly string[]
  readonly edgeKinds: readonly string[]
  readonly origins: readonly string[]
  /** Names, the largest first. */
  readonly communities: readonly string[]
  readonly nodes: ViewNodes
  readonly edges: ViewEdges
  readonly evidence: ViewEvidence
  /** Kinds of edges that are derived. */
  readonly pairs: readonly ViewPairs[]
}

export interface ViewNodes {
  readonly id: readonly string[]
  readonly name: readonly string[]
  readonly kind: readonly number[]
  readonly version: readonly number[]
  readonly type: readonly number[]
  /** Less than 0: in none. */
  readonly community: readonly number[]
  readonly file: readonly number[]
  /** 0: not known. */
  readonly line: readonly number[]
}

export interface ViewEdges {
  readonly source: readonly number[]
  readonly target: readonly number[]
  readonly kind: readonly number[]
  readonly origin: readonly number[]
  readonly weight: readonly number[]
  /** How many rows of the evidence belong to the edge. They stand in the order of the edges. */
  readonly said: readonly number[]
}

export interface ViewEvidence {
  readonly file: readonly number[]
  readonly pointer: readonly number[]
  readonly line: readonly number[]
  readonly rule: readonly number[]
}

/** Pairs of agents as groups: each of the one list with each of the other, but not with itself. There can be very many. */
export interface ViewPairs {
  readonly kind: string
  readonly isDirected: boolean
  /** Of each group. */
  readonly weight: readonly number[]
  /** How many of the members each group begins with lead from, and to how many that follow; 0 where these are the same. */
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly members: readonly number[]
}
