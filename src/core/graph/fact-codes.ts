import { derivations } from './derivations/index.ts'

/** What edges of one kind have in common that follow in one way. */
export interface FactCode {
  readonly rule: string
  readonly kind: string
  readonly origin: 'declared' | 'inferred'
  readonly isBetweenTwo: boolean
}

/** Each kind of each derivation, known by its number. */
export const factCodes: readonly FactCode[] = derivations.flatMap(({ rule, origin, kinds, isBetweenTwo = false }) =>
  kinds.map((kind) => ({ rule, kind, origin, isBetweenTwo })),
)

const numbers = new Map(factCodes.map(({ rule, kind }, number) => [`${rule} ${kind}`, number]))

/** The number of a kind of edges that follow by a rule. */
export function codeOf(rule: string, kind: string): number {
  return numbers.get(`${rule} ${kind}`) ?? -1
}
