import type { GraphDocument, GraphFormat as GraphFormatName } from '#core/contract'

/** A way to write a graph down. The same graph gives the same bytes. */
export interface Format {
  readonly name: GraphFormatName
  readonly summary: string
  readonly file: string
  /** How every file of this format begins, by which it is known as one of ours. */
  readonly head: string
  serialize(document: GraphDocument): string
}
