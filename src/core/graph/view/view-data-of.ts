import type { GraphEdge, GraphNode } from '#core/contract'
import type { Graph } from '../model.ts'
import { sharedHubs } from '../pairs/shared.ts'
import type { ViewData } from './view-data.ts'

/** The graph in columns. Pairs of agents that share something are left to the page: there can be very many. */
export function viewDataOf({ nodes, edges, communities, pairs }: Graph, title: string): ViewData {
  const strings = new Numbering([''])
  const nodeKinds = new Numbering(namesOf(nodes, ({ kind }) => kind))
  const edgeKinds = new Numbering(namesOf(edges, ({ kind }) => kind))
  const origins = new Numbering(namesOf(edges, ({ origin }) => origin))
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]))
  const end = (id: string) => indexOf.get(id) ?? 0
  const said = edges.flatMap(({ evidence }) => evidence)
  return {
    title,
    nodeKinds: nodeKinds.names,
    edgeKinds: edgeKinds.names,
    origins: origins.names,
    communities: communities.map(({ name }) => name),
    nodes: nodeColumns(nodes, { kinds: nodeKinds, strings }),
    edges: {
      source: edges.map(({ source }) => end(source)),
      target: edges.map(({ target }) => end(target)),
      kind: edges.map(({ kind }) => edgeKinds.of(kind)),
      origin: edges.map(({ origin }) => origins.of(origin)),
      weight: edges.map(({ weight = 1 }) => weight),
      said: edges.map(({ evidence }) => evidence.length),
    },
    evidence: {
      file: said.map(({ file }) => strings.of(file)),
      pointer: said.map(({ pointer }) => strings.of(pointer)),
      line: said.map(({ line = 0 }) => line),
      rule: said.map(({ rule }) => strings.of(rule)),
    },
    shares: sharedHubs
      .filter(({ kind }) => pairs.some((pair) => pair.kind === kind))
      .map(({ kind, through }) => ({ kind, through })),
    strings: strings.names,
  }
}

function nodeColumns(
  nodes: readonly GraphNode[],
  { kinds, strings }: { kinds: Numbering; strings: Numbering },
): ViewData['nodes'] {
  return {
    id: nodes.map(({ id }) => id),
    name: nodes.map(({ name }) => name),
    kind: nodes.map(({ kind }) => kinds.of(kind)),
    version: nodes.map(({ version = '' }) => strings.of(version)),
    type: nodes.map(({ type = '' }) => strings.of(type)),
    community: nodes.map(({ community = -1 }) => community),
    file: nodes.map(({ file }) => strings.of(file)),
    line: nodes.map(({ line = 0 }) => line),
  }
}

function namesOf<T extends GraphNode | GraphEdge>(items: readonly T[], nameOf: (item: T) => string): string[] {
  return [...new Set(items.map(nameOf))].sort()
}

/** Texts by number, in the order in which they first came. */
class Numbering {
  readonly names: string[] = []
  readonly #numbers = new Map<string, number>()

  constructor(names: readonly string[]) {
    for (const name of names) this.of(name)
  }

  of(name: string): number {
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    this.#numbers.set(name, this.names.length)
    return this.names.push(name) - 1
  }
}
