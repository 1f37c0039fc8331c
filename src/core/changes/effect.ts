import type { SchemaChange } from './schemas/subject.ts'

/** A change where it bites: one change of a shared schema has an effect wherever the schema is used. */
export interface Effect {
  readonly change: SchemaChange
  /** What people call the place: `POST /invoices`, `capability classify`; empty for the whole document. */
  readonly subject: string
  /** The part of it: `request body`; empty for all of it. */
  readonly part: string
  /** Where in its value: `lines[].amount`; empty for the value itself. */
  readonly path: string
  /** Names of nodes of the reach, in the version that has them. */
  readonly starts: readonly Start[]
}

/** Where to begin to look for those whom a change reaches. */
export interface Start {
  readonly version: 'previous' | 'present'
  readonly node: string
}
