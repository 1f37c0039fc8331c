import type { GraphEdge } from '#core/contract'

/** The attributes of an edge for formats that know only flat ones; of its evidence, the first, and how often it is said. */
export function flatEdge({ kind, origin, weight = 1, evidence }: GraphEdge) {
  const [first] = evidence
  return {
    kind,
    origin,
    weight,
    rule: first?.rule,
    file: first?.file,
    document: first?.document,
    pointer: first?.pointer,
    line: first?.line,
    mentions: evidence.length,
  }
}
