import type { ViewPairs } from '../../core/graph/view/view-data.ts'
import type { Sieve } from './filters.ts'
import { derivedOrigin, type Fleet } from './fleet.ts'

/** Two nodes that are joined in a picture. */
export interface Tie {
  readonly source: number
  readonly target: number
  readonly kind: string
  readonly origin: string
  readonly weight: number
  readonly isDirected: boolean
}

/** The edges between some nodes. */
export function tiesAmong(fleet: Fleet, sieve: Sieve, nodes: ReadonlySet<number>): Tie[] {
  const isWanted = (edge: number) => nodes.has(fleet.source(edge)) && nodes.has(fleet.target(edge))
  return [...nodes].flatMap((node) =>
    [...fleet.edgesOf(node)]
      .filter((edge) => fleet.source(edge) === node && isWanted(edge) && sieve.hasEdge(edge))
      .map((edge) => tieOf(fleet, edge)),
  )
}

export function tieOf(fleet: Fleet, edge: number): Tie {
  return {
    source: fleet.source(edge),
    target: fleet.target(edge),
    kind: fleet.edgeKind(edge),
    origin: fleet.origin(edge),
    weight: fleet.weight(edge),
    isDirected: true,
  }
}

/** Pairs of these nodes of the derived kinds that are to be seen. */
export function derivedTies(fleet: Fleet, sieve: Sieve, nodes: ReadonlySet<number>): Tie[] {
  return fleet.data.pairs
    .filter(({ kind }) => sieve.derivedKinds.includes(kind))
    .flatMap((pairs) => [...pairsAmong(pairs, nodes)])
}

// A pair that is in several groups is one, and says more.
function pairsAmong(pairs: ViewPairs, nodes: ReadonlySet<number>): Iterable<Tie> {
  const { kind, isDirected } = pairs
  const ties = new Map<string, Tie>()
  for (const { from, to, weight } of groupsOf(pairs)) {
    const targets = to.filter((node) => nodes.has(node))
    if (targets.length === 0) continue
    for (const source of from.filter((node) => nodes.has(node)))
      for (const target of targets) {
        if (source === target || (!isDirected && source > target)) continue
        const key = `${source} ${target}`
        const known = ties.get(key)?.weight ?? 0
        ties.set(key, { source, target, kind, origin: derivedOrigin, weight: known + weight, isDirected })
      }
  }
  return ties.values()
}

function* groupsOf({ from, to, members, weight }: ViewPairs) {
  let start = 0
  for (const [group, count] of from.entries()) {
    const [middle, end] = [start + count, start + count + (to[group] ?? 0)]
    const sources = members.slice(start, middle)
    yield { from: sources, to: middle === end ? sources : members.slice(middle, end), weight: weight[group] ?? 1 }
    start = end
  }
}

/** The strongest, but first one for each node, so that few hang in the air. */
export function strongestTies(ties: readonly Tie[], limit: number): readonly Tie[] {
  if (ties.length <= limit) return ties
  const strongest = ties.toSorted((a, b) => b.weight - a.weight)
  const joined = new Set<number>()
  const first = strongest.filter(({ source, target }) => {
    const isNew = !joined.has(source) || !joined.has(target)
    joined.add(source).add(target)
    return isNew
  })
  const kept = new Set(first.slice(0, limit))
  for (const tie of strongest) {
    if (kept.size >= limit) break
    kept.add(tie)
  }
  return ties.filter((tie) => kept.has(tie))
}
