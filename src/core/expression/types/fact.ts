import type { Kind } from './kind.ts'

/** Where a value stands: the variable it starts from, and the steps from there. */
export type Path = readonly (string | number)[]

/** What is known of the value at a path. */
export interface Fact {
  /** It is there. */
  readonly isPresent: boolean
  /** It is not there. */
  readonly isAbsent?: boolean
  /** It is of one of these kinds… */
  readonly kinds?: ReadonlySet<Kind>
  /** …and one of these values. */
  readonly values?: readonly Literal[]
  readonly notKinds?: ReadonlySet<Kind>
  readonly notValues?: readonly Literal[]
}

export interface Literal {
  readonly kind: Kind
  readonly value: unknown
}

/** What is known of values where an expression is evaluated, by their paths. */
export type Facts = ReadonlyMap<string, Fact>
