import type { Place } from '#core/diagnostics'
import type { FileSubjects } from './file-subjects.ts'
import type { NodeRef } from './node-ref.ts'

/** Something that leads from one node to another, and where it is said. */
export interface Fact {
  readonly kind: string
  readonly source: NodeRef
  readonly target: NodeRef
  readonly place: Place
  /** Where it is said in prose, to which no pointer leads. */
  readonly line?: number
  /** What the text says that the one does with the other. */
  readonly verb?: string | undefined
}

/** Takes down a fact. */
export type Tell = (fact: Fact) => void

/** A way in which edges follow from manifests. What does not resolve gives none. */
export interface Derivation {
  /** Stands in the evidence of each edge. */
  readonly rule: string
  readonly summary: string
  /** `declared`: the author says so. `inferred`: it follows from what the author says. */
  readonly origin: 'declared' | 'inferred'
  /** Of its edges. */
  readonly kinds: readonly string[]
  /** Nothing leads to itself. */
  readonly isBetweenTwo?: boolean
  /** Tells what follows from one file. Nothing, if it follows from facts of all files. */
  derive(file: FileSubjects, tell: Tell): void
}
