import type { Evidence, GraphEdge, GraphNode } from '#core/contract'

/** Something that formats with flat attributes say of each node or each edge. */
export interface Attribute<T> {
  readonly name: string
  readonly type: 'text' | 'integer' | 'decimal'
  read(item: T): string | number | undefined
}

/** Of nodes, besides their id. */
export const nodeAttributes: readonly Attribute<GraphNode>[] = [
  { name: 'kind', type: 'text', read: ({ kind }) => kind },
  { name: 'name', type: 'text', read: ({ name }) => name },
  { name: 'version', type: 'text', read: ({ version }) => version },
  { name: 'type', type: 'text', read: ({ type }) => type },
  { name: 'labels', type: 'text', read: ({ labels }) => labels && listed(Object.entries(labels)) },
  { name: 'tags', type: 'text', read: ({ tags }) => tags?.join(', ') },
  { name: 'community', type: 'integer', read: ({ community }) => community },
  { name: 'file', type: 'text', read: ({ file }) => file },
  { name: 'document', type: 'integer', read: ({ document }) => document },
  { name: 'pointer', type: 'text', read: ({ pointer }) => pointer },
  { name: 'line', type: 'integer', read: ({ line }) => line },
]

/** Of where it is said that there is an edge. */
export const evidenceAttributes: readonly Attribute<Evidence>[] = [
  { name: 'rule', type: 'text', read: ({ rule }) => rule },
  { name: 'file', type: 'text', read: ({ file }) => file },
  { name: 'document', type: 'integer', read: ({ document }) => document },
  { name: 'pointer', type: 'text', read: ({ pointer }) => pointer },
  { name: 'line', type: 'integer', read: ({ line }) => line },
]

/** Of edges, besides their ends and where they are said. */
export const ownEdgeAttributes: readonly Attribute<GraphEdge>[] = [
  { name: 'kind', type: 'text', read: ({ kind }) => kind },
  { name: 'origin', type: 'text', read: ({ origin }) => origin },
  { name: 'weight', type: 'decimal', read: ({ weight = 1 }) => weight },
  { name: 'mentions', type: 'integer', read: ({ evidence }) => evidence.length },
]

/** Of edges, besides their ends; of their evidence, the first, and how often it is said. */
export const edgeAttributes: readonly Attribute<GraphEdge>[] = [
  ...ownEdgeAttributes,
  ...evidenceAttributes.map(
    ({ name, type, read }): Attribute<GraphEdge> => ({
      name,
      type,
      read: ({ evidence: [first] }) => first && read(first),
    }),
  ),
]

function listed(entries: readonly (readonly [string, string])[]): string {
  return entries.map(([key, value]) => `${key}=${value}`).join(', ')
}
