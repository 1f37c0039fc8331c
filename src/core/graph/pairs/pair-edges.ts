import type { GraphEdge } from '#core/contract'
import type { GraphIndex } from '../graph-index.ts'
import { inOrder } from '../places.ts'
import type { PairDerivation } from './pair-derivation.ts'

/** Pairs of agents as edges, sorted, with what is said about both. */
export function pairEdges(facts: GraphIndex, derivations: readonly PairDerivation[]): GraphEdge[] {
  const edges = new Map<string, GraphEdge>()
  for (const derivation of derivations)
    for (const group of derivation.groups(facts))
      for (const source of group.from)
        for (const target of group.to) {
          if (source === target || (derivation.dependent === 'neither' && source > target)) continue
          const { kind, rule } = derivation
          const [from, to] = [facts.node(source).id, facts.node(target).id]
          const key = `${from}\n${kind}\n${to}`
          const known = edges.get(key)
          const said = group.because(source, target).flatMap(({ evidence }) => evidence)
          edges.set(key, {
            source: from,
            target: to,
            kind,
            origin: 'derived',
            weight: Math.round(((known?.weight ?? 0) + group.weight) * 1e4) / 1e4,
            evidence: [...(known?.evidence ?? []), ...said.map((each) => ({ ...each, rule }))],
          })
        }
  return [...edges]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, edge]) => ({ ...edge, evidence: inOrder(edge.evidence) }))
}
