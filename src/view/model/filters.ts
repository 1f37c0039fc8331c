import { derivedOrigin, type EdgeKind, type Fleet } from './fleet.ts'

/** What is left out of pictures, neighbourhoods, paths and tables. */
export interface Filters {
  readonly nodeKinds: ReadonlySet<string>
  /** As `edgeKindKey` names them. */
  readonly edgeKinds: ReadonlySet<string>
}

export function edgeKindKey({ kind, origin }: Pick<EdgeKind, 'kind' | 'origin'>): string {
  return `${origin} ${kind}`
}

/** At first all that is written is seen, and nothing that is derived: there can be very much of it. */
export function initialFilters(fleet: Fleet): Filters {
  const derived = fleet.edgeKinds.filter(({ origin }) => origin === derivedOrigin)
  return { nodeKinds: new Set(), edgeKinds: new Set(derived.map(edgeKindKey)) }
}

/** A set with some items put in or taken out. */
export function toggled(set: ReadonlySet<string>, items: readonly string[], isIn: boolean): ReadonlySet<string> {
  const changed = new Set(set)
  for (const item of items)
    if (isIn) changed.add(item)
    else changed.delete(item)
  return changed
}

/** Tells what passes. Made once for many questions. */
export class Sieve {
  readonly #fleet: Fleet
  readonly #nodeKinds: readonly boolean[]
  readonly #edgeKinds: readonly boolean[]
  readonly derivedKinds: readonly string[]

  constructor(fleet: Fleet, filters: Filters) {
    const { nodeKinds, edgeKinds, origins } = fleet.data
    const passes = (kind: string, origin: string) => !filters.edgeKinds.has(edgeKindKey({ kind, origin }))
    this.#fleet = fleet
    this.#nodeKinds = nodeKinds.map((kind) => !filters.nodeKinds.has(kind))
    this.#edgeKinds = edgeKinds.flatMap((kind) => origins.map((origin) => passes(kind, origin)))
    this.derivedKinds = fleet.edgeKinds
      .filter(({ kind, origin }) => origin === derivedOrigin && passes(kind, origin))
      .map(({ kind }) => kind)
  }

  hasNode(node: number): boolean {
    return this.#nodeKinds[this.#fleet.data.nodes.kind[node] ?? 0] ?? true
  }

  /** With both of its ends. */
  hasEdge(edge: number): boolean {
    const { edges, origins } = this.#fleet.data
    const kind = (edges.kind[edge] ?? 0) * origins.length + (edges.origin[edge] ?? 0)
    return (
      (this.#edgeKinds[kind] ?? true) &&
      this.hasNode(this.#fleet.source(edge)) &&
      this.hasNode(this.#fleet.target(edge))
    )
  }
}
