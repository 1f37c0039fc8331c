import type { GraphEdge } from '#core/contract'

/** The attributes of an edge for formats that know only flat ones; of its evidence, the first. */
export type FlatEdge = {
  readonly kind: string
  readonly origin: string
  readonly weight: number
  readonly rule: string
  readonly file: string
  readonly document?: number
  readonly pointer: string
  readonly line?: number
  /** How often it is said. */
  readonly mentions: number
}

export function flatEdge({ kind, origin, weight = 1, evidence }: GraphEdge): FlatEdge {
  const [first = { file: '', pointer: '', rule: '' }] = evidence
  return { kind, origin, weight, ...first, mentions: evidence.length }
}
