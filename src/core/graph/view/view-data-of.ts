import type { GraphEdge, GraphNode } from '#core/contract'
import { GraphIndex } from '../graph-index.ts'
import type { Graph } from '../model.ts'
import type { PairDerivation } from '../pairs/pair-derivation.ts'
import type { ViewData, ViewPairs } from './view-data.ts'

type Viewed = Pick<Graph, 'nodes' | 'edges' | 'communities' | 'pairs'>

/** The graph in columns. */
export function viewDataOf({ nodes, edges, communities, pairs }: Viewed, title: string): ViewData {
  const index = new GraphIndex({ nodes, edges })
  const strings = new Numbering([''])
  const nodeKinds = new Numbering(namesOf(nodes, ({ kind }) => kind))
  const edgeKinds = new Numbering(namesOf(edges, ({ kind }) => kind))
  const origins = new Numbering(namesOf(edges, ({ origin }) => origin))
  const said = edges.flatMap(({ evidence }) => evidence)
  return {
    title,
    nodeKinds: nodeKinds.names,
    edgeKinds: edgeKinds.names,
    origins: origins.names,
    communities: communities.map(({ name }) => name),
    nodes: nodeColumns(nodes, { kinds: nodeKinds, strings }),
    edges: {
      source: [...index.sources],
      target: [...index.targets],
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
    pairs: pairs.map((derivation) => pairColumns(index, derivation)).filter(({ members }) => members.length > 0),
    strings: strings.names,
  }
}

function pairColumns(index: GraphIndex, { kind, dependent, groups }: PairDerivation): ViewPairs {
  const isDirected = dependent !== 'neither'
  // A group of one pairs nobody.
  const found = [...groups(index)].filter(({ from, to }) => from.length > 0 && to.length > (isDirected ? 0 : 1))
  return {
    kind,
    isDirected,
    weight: found.map(({ weight }) => weight),
    from: found.map(({ from }) => from.length),
    to: found.map(({ to }) => (isDirected ? to.length : 0)),
    members: found.flatMap(({ from, to }) => (isDirected ? [...from, ...to] : from)),
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
