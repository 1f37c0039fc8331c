import type { Sieve } from './filters.ts'
import { derivedOrigin, type Fleet } from './fleet.ts'

/** Two nodes that are joined in a picture. */
export interface Tie {
  readonly source: number
  readonly target: number
  readonly kind: string
  readonly origin: string
  readonly weight: number
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
  }
}

/** Pairs of these nodes that share something of the derived kinds that are to be seen. */
export function derivedTies(fleet: Fleet, sieve: Sieve, nodes: ReadonlySet<number>): Tie[] {
  return fleet.data.shares
    .filter(({ kind }) => sieve.derivedKinds.includes(kind))
    .flatMap(({ kind, through }) => [...pairsThrough(fleet, through, nodes)].map((pair) => ({ ...pair, kind })))
    .map((pair) => ({ ...pair, origin: derivedOrigin }))
}

function pairsThrough(fleet: Fleet, through: string, nodes: ReadonlySet<number>) {
  const users = new Map<number, number[]>()
  const weights = new Map<number, number>()
  for (const node of nodes)
    for (const edge of fleet.edgesOf(node)) {
      if (fleet.source(edge) !== node || fleet.edgeKind(edge) !== through) continue
      const hub = fleet.target(edge)
      weights.set(hub, fleet.weight(edge))
      users.set(hub, [...(users.get(hub) ?? []), node])
    }
  const pairs = new Map<string, { source: number; target: number; weight: number }>()
  for (const [hub, sharing] of users)
    for (const [place, source] of sharing.entries())
      for (const target of sharing.slice(place + 1)) {
        const key = `${source} ${target}`
        const weight = (pairs.get(key)?.weight ?? 0) + (weights.get(hub) ?? 1)
        pairs.set(key, { source, target, weight })
      }
  return pairs.values()
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
