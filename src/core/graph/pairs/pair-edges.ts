import type { Evidence, GraphEdge } from '#core/contract'
import type { GraphIndex } from '../graph-index.ts'
import { inOrder } from '../places.ts'
import type { Evidenced, PairDerivation, PairGroup } from './pair-derivation.ts'

/** What joins so many agents that its pairs are not worth writing down. */
export interface SkippedHub {
  readonly id: string
  /** Of the edges that would follow from it. */
  readonly kind: string
  readonly agents: number
}

/** Pairs of agents as edges. */
export interface Pairs {
  /** Sorted, with what is said about both; made anew each time they are asked for, one by one. */
  readonly edges: Iterable<GraphEdge>
  /** Those with the most agents first. */
  readonly skipped: readonly SkippedHub[]
}

/** The pairs that follow from groups of at most `hubCap` agents: larger ones make the most pairs, and these say the least. */
export function pairEdges(facts: GraphIndex, derivations: readonly PairDerivation[], hubCap = Infinity): Pairs {
  const skipped: SkippedHub[] = []
  const ways = derivations
    .toSorted((a, b) => (a.kind < b.kind ? -1 : 1))
    .map((derivation) => {
      const way = new Way(facts, derivation)
      for (const group of derivation.groups(facts)) {
        const agents = Math.max(group.from.length, group.to.length)
        if (agents <= hubCap) way.add(group)
        else skipped.push({ id: facts.node(group.through).id, kind: derivation.kind, agents })
      }
      return way
    })
  return {
    edges: {
      *[Symbol.iterator]() {
        for (const source of facts.nodes.keys())
          for (const way of ways) for (const edge of way.edgesFrom(source)) yield edge
      },
    },
    skipped: skipped.sort((a, b) => b.agents - a.agents || (a.id < b.id ? -1 : 1)),
  }
}

interface Pair {
  weight: number
  readonly evidence: Evidence[]
}

/** The pairs of one derivation, by their source. */
class Way {
  readonly #facts: GraphIndex
  readonly #derivation: PairDerivation
  readonly #groups = new Map<number, WayGroup[]>()

  constructor(facts: GraphIndex, derivation: PairDerivation) {
    this.#facts = facts
    this.#derivation = derivation
  }

  add(group: PairGroup): void {
    const known = new WayGroup(group, this.#derivation)
    for (const source of group.from) {
      const groups = this.#groups.get(source)
      if (groups === undefined) this.#groups.set(source, [known])
      else groups.push(known)
    }
  }

  edgesFrom(source: number): GraphEdge[] {
    const groups = this.#groups.get(source)
    if (groups === undefined) return []
    const pairs = new Map<number, Pair>()
    for (const group of groups) group.addPairs(pairs, source)
    const { kind } = this.#derivation
    const { id } = this.#facts.node(source)
    return [...pairs]
      .sort(([a], [b]) => a - b)
      .map(([target, { weight, evidence }]) => ({
        source: id,
        target: this.#facts.node(target).id,
        kind,
        origin: 'derived',
        weight,
        evidence: inOrder(evidence),
      }))
  }
}

/** A group with the evidence of each member, which is the same in all of its pairs. */
class WayGroup {
  readonly #group: PairGroup
  readonly #derivation: PairDerivation
  readonly #shared: readonly Evidence[]
  readonly #ofTargets = new Map<number, readonly Evidence[]>()

  constructor(group: PairGroup, derivation: PairDerivation) {
    this.#group = group
    this.#derivation = derivation
    this.#shared = this.#evidenceOf(group.because ?? [])
  }

  addPairs(pairs: Map<number, Pair>, source: number): void {
    const { to, weight } = this.#group
    const own = [...this.#shared, ...this.#evidenceOf(this.#group.becauseOfSource(source))]
    const isBothWays = this.#derivation.dependent === 'neither'
    for (const target of to) {
      if (target === source || (isBothWays && target < source)) continue
      const known = pairs.get(target)
      if (known === undefined) pairs.set(target, { weight, evidence: [...own, ...this.#ofTarget(target)] })
      else {
        known.weight = Math.round((known.weight + weight) * 1e4) / 1e4
        known.evidence.push(...own, ...this.#ofTarget(target))
      }
    }
  }

  #ofTarget(target: number): readonly Evidence[] {
    const known = this.#ofTargets.get(target) ?? this.#evidenceOf(this.#group.becauseOfTarget(target))
    this.#ofTargets.set(target, known)
    return known
  }

  #evidenceOf(edges: readonly Evidenced[]): Evidence[] {
    const { rule } = this.#derivation
    return edges.flatMap(({ evidence }) => evidence.map((each) => ({ ...each, rule })))
  }
}
