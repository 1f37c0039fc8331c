import type { GraphDocument, GraphFormat } from '#core/contract'
import type { Artifact } from '#core/source'
import { formats } from './formats/index.ts'
import type { Graph } from './model.ts'

/** A graph as files: one for each format, or for all there are. */
export function serializeGraph(
  { communities, nodes, edges }: Graph,
  names: readonly GraphFormat[] = formats.map(({ name }) => name),
): Artifact[] {
  const document: GraphDocument = {
    generator: 'ossa',
    version: 1,
    communities: [...communities],
    nodes: [...nodes],
    edges: [...edges],
  }
  return formats
    .filter(({ name }) => names.includes(name))
    .map((format) => ({ path: format.file, content: format.serialize(document) }))
}
