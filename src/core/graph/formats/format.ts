import type { Community, GraphEdge, GraphFormat as GraphFormatName, GraphNode } from '#core/contract'
import type { Piece } from './lines.ts'

/** What is written down. Edges can be many more than fit into memory, so they come one by one, anew for each file. */
export interface GraphContent {
  readonly communities: readonly Community[]
  readonly nodes: readonly GraphNode[]
  readonly edges: Iterable<GraphEdge>
}

/** A way to write a graph down. The same graph gives the same bytes. */
export interface Format {
  readonly name: GraphFormatName
  readonly summary: string
  readonly files: readonly FormatFile[]
  /** What readers may do otherwise than expected with a graph of this size. */
  caution?(edges: number): readonly string[]
}

/** One file of a format. */
export interface FormatFile {
  readonly path: string
  /** How every file of this kind begins, by which it is known as one of ours. */
  readonly head: string
  /** The text after the head, piece by piece. */
  write(content: GraphContent): Iterable<Piece>
}
