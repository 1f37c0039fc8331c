import type { GraphNode } from '#core/contract'
import { nodeAttributes } from './attributes.ts'
import { labelOf } from './neo4j-words.ts'
import { visible } from './visible.ts'

/** Classes and properties of the graph in RDF. What they mean is told in docs/graph-formats.md. */
export const vocabulary = 'urn:ossa:graph:'
/** What joins two nodes: one property for each kind of edge. */
export const relations = 'urn:ossa:relation:'
export const datatypes = 'http://www.w3.org/2001/XMLSchema#'

/** The class of a kind of node, in the vocabulary. */
export const classOf = labelOf

/** The property of a kind of edge, among the relations. */
export function relationOf(kind: string): string {
  return percentEncoded(kind)
}

/** What is said of a node with one plain value each. */
export const plainAttributes = nodeAttributes.filter(({ name }) => !['labels', 'tags', 'community'].includes(name))

export function nodeIri({ id }: Pick<GraphNode, 'id'>): string {
  return `urn:ossa:node:${percentEncoded(id)}`
}

export function communityIri(id: number): string {
  return `urn:ossa:community:${id}`
}

/** Two nodes have at most one edge of each kind in each direction. */
export function edgeIri({ kind, source, target }: { kind: string; source: string; target: string }): string {
  return `urn:ossa:edge:${[kind, source, target].map(percentEncoded).join(',')}`
}

const plain = /^(?!.*\/[/.])[\w.~:/@-]*$/

// What a URN may hold besides (RFC 8141) is encoded too, so that a comma can stand between parts; and slashes before slashes and dots,
// which some readers take for steps of a path.
function percentEncoded(text: string): string {
  if (plain.test(text)) return text
  return encodeURIComponent(visible(text))
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/%3A|%40|%2F(?!%2F|\.)/g, decodeURIComponent)
}
