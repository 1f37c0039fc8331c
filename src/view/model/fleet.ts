import type { ViewData } from '../../core/graph/view/view-data.ts'
import { type Community, communitiesOf } from './communities.ts'

/** Where something is said. */
export interface Evidence {
  readonly file: string
  readonly pointer: string
  /** 0: not known. */
  readonly line: number
  readonly rule: string
}

/** A kind of edges; all edges of one kind have one origin, or the kind is listed once for each. */
export interface EdgeKind {
  readonly kind: string
  readonly origin: string
  /** Undefined for those that are worked out only when they are looked at. */
  readonly count: number | undefined
}

export const derivedOrigin = 'derived'

/** The graph as it was handed over, with ways through it. Nodes and edges are numbers. */
export class Fleet {
  readonly data: ViewData
  readonly nodeCount: number
  readonly edgeCount: number
  readonly communities: readonly Community[]
  readonly nodeKinds: readonly { readonly kind: string; readonly count: number }[]
  readonly edgeKinds: readonly EdgeKind[]
  readonly #communityOf: Int32Array
  readonly #offsets: Int32Array
  readonly #incident: Int32Array
  readonly #evidenceAt: Int32Array
  readonly #byId: ReadonlyMap<string, number>

  constructor(data: ViewData) {
    this.data = data
    this.nodeCount = data.nodes.id.length
    this.edgeCount = data.edges.source.length
    const { offsets, incident } = incidence(data)
    this.#offsets = offsets
    this.#incident = incident
    this.#evidenceAt = running(data.edges.said)
    this.#byId = new Map(data.nodes.id.map((id, node) => [id, node]))
    this.nodeKinds = countsOf(data.nodes.kind, data.nodeKinds).map(([kind, count]) => ({ kind, count }))
    this.edgeKinds = edgeKindsOf(data)
    this.communities = communitiesOf(data, (node) => this.isAgent(node))
    this.#communityOf = new Int32Array(this.nodeCount).fill(-1)
    for (const { index, members } of this.communities) for (const node of members) this.#communityOf[node] = index
  }

  find(id: string): number | undefined {
    return this.#byId.get(id)
  }

  id(node: number): string {
    return this.data.nodes.id[node] ?? ''
  }

  name(node: number): string {
    return this.data.nodes.name[node] ?? ''
  }

  kind(node: number): string {
    return this.data.nodeKinds[this.data.nodes.kind[node] ?? 0] ?? ''
  }

  isAgent(node: number): boolean {
    return this.kind(node) === 'agent'
  }

  /** What is known of a node beside its name: empty where nothing is. */
  facts(node: number): { type: string; version: string; file: string; line: number } {
    const { type, version, file, line } = this.data.nodes
    return { ...this.#texts({ type: type[node], version: version[node], file: file[node] }), line: line[node] ?? 0 }
  }

  #texts<K extends string>(columns: Record<K, number | undefined>): Record<K, string> {
    const entries = Object.entries<number | undefined>(columns)
    return Object.fromEntries(entries.map(([key, at]) => [key, this.data.strings[at ?? 0] ?? ''])) as Record<K, string>
  }

  /** The index of its community; undefined for a node that is in none. */
  communityOf(node: number): number | undefined {
    const community = this.#communityOf[node] ?? -1
    return community < 0 ? undefined : community
  }

  /** The edges that begin or end at a node. */
  edgesOf(node: number): Int32Array {
    return this.#incident.subarray(this.#offsets[node], this.#offsets[node + 1])
  }

  degree(node: number): number {
    return (this.#offsets[node + 1] ?? 0) - (this.#offsets[node] ?? 0)
  }

  source(edge: number): number {
    return this.data.edges.source[edge] ?? 0
  }

  target(edge: number): number {
    return this.data.edges.target[edge] ?? 0
  }

  otherEnd(edge: number, node: number): number {
    return this.source(edge) === node ? this.target(edge) : this.source(edge)
  }

  edgeKind(edge: number): string {
    return this.data.edgeKinds[this.data.edges.kind[edge] ?? 0] ?? ''
  }

  origin(edge: number): string {
    return this.data.origins[this.data.edges.origin[edge] ?? 0] ?? ''
  }

  weight(edge: number): number {
    return this.data.edges.weight[edge] ?? 1
  }

  evidence(edge: number): Evidence[] {
    const { file, pointer, line, rule } = this.data.evidence
    const start = this.#evidenceAt[edge] ?? 0
    return Array.from({ length: this.data.edges.said[edge] ?? 0 }, (_, index) => {
      const at = start + index
      return { ...this.#texts({ file: file[at], pointer: pointer[at], rule: rule[at] }), line: line[at] ?? 0 }
    })
  }
}

function incidence({ nodes, edges }: ViewData): { offsets: Int32Array; incident: Int32Array } {
  const degrees = new Int32Array(nodes.id.length)
  const visit = (act: (node: number, edge: number) => void) => {
    for (const [edge, source] of edges.source.entries()) {
      const target = edges.target[edge] ?? 0
      act(source, edge)
      if (target !== source) act(target, edge)
    }
  }
  visit((node) => {
    degrees[node] = (degrees[node] ?? 0) + 1
  })
  const offsets = running(degrees)
  const incident = new Int32Array(offsets[nodes.id.length] ?? 0)
  const next = offsets.slice()
  visit((node, edge) => {
    const place = next[node] ?? 0
    incident[place] = edge
    next[node] = place + 1
  })
  return { offsets, incident }
}

// The sums of what comes before, and of all at the end.
function running(counts: ArrayLike<number>): Int32Array {
  const sums = new Int32Array(counts.length + 1)
  for (let index = 0; index < counts.length; index += 1) sums[index + 1] = (sums[index] ?? 0) + (counts[index] ?? 0)
  return sums
}

function countsOf(column: readonly number[], names: readonly string[]): [name: string, count: number][] {
  const counts = names.map(() => 0)
  for (const value of column) counts[value] = (counts[value] ?? 0) + 1
  return names.map((name, index) => [name, counts[index] ?? 0])
}

function edgeKindsOf({ edges, edgeKinds, origins, pairs: derived }: ViewData): EdgeKind[] {
  const pairs = edges.kind.map((kind, edge) => kind * origins.length + (edges.origin[edge] ?? 0))
  const names = edgeKinds.flatMap((kind) => origins.map((origin) => ({ kind, origin })))
  const counted = countsOf(
    pairs,
    names.map(({ kind }) => kind),
  )
  return [
    ...names.map((name, index) => ({ ...name, count: counted[index]?.[1] ?? 0 })).filter(({ count }) => count > 0),
    ...derived.map(({ kind }) => ({ kind, origin: derivedOrigin, count: undefined })),
  ]
}
