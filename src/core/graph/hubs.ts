import type { GraphEdge } from '#core/contract'

/** What agents lead to, by edges of one kind. */
export interface Hub {
  readonly id: string
  /** Of the edges. */
  readonly kind: string
  /** Sorted, as edges are. */
  readonly agents: readonly string[]
}

/** Kinds of edges from agents to what several of them may have in common. */
const hubKinds: ReadonlySet<string> = new Set([
  'calls',
  'has-capability',
  'in-domain',
  'owned-by',
  'speaks',
  'uses-model',
  'uses-server',
  'uses-tool',
])

/** True for an edge from an agent to something that others may share. */
export function leadsToHub({ kind }: Pick<GraphEdge, 'kind'>): boolean {
  return hubKinds.has(kind)
}

/** All hubs, in the order of their first edge. */
export function hubsOf(edges: readonly GraphEdge[]): Hub[] {
  const hubs = new Map<string, { id: string; kind: string; agents: string[] }>()
  for (const { source, target, kind } of edges) {
    if (!hubKinds.has(kind) || !source.startsWith('agent:')) continue
    const hub = hubs.get(target)
    if (hub === undefined) hubs.set(target, { id: target, kind, agents: [source] })
    else hub.agents.push(source)
  }
  return [...hubs.values()]
}

/**
 * How much it says about two agents that they share something that so many lead to: the measure of Adamic and Adar (Friends and
 * neighbors on the Web, 2003), 1 where it is only the two.
 */
export function rarity(agents: number): number {
  return agents <= 2 ? 1 : Math.round(1e4 / Math.log2(agents)) / 1e4
}
