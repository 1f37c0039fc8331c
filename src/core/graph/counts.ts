import type { GraphBuildOutput, GraphStatsOutput } from '#core/contract'
import type { EdgeTable } from './edge-table.ts'
import { factCodes } from './fact-codes.ts'
import type { Graph, Memo } from './model.ts'
import { rememberedCounts } from './pairs/remembered-counts.ts'

export type GraphSize = Omit<GraphStatsOutput, 'cache' | 'durationMs'>

const mostHubs = 10

/** What can be counted in a graph. Edges that are declared, inferred and derived are counted apart. */
export function countGraph(graph: Graph, memo?: Memo): GraphSize {
  const { nodes, table, communities, modularity } = graph
  const pairs = rememberedCounts(graph, memo)
  const agents = nodes.filter(({ kind }) => kind === 'agent').length
  const written = writtenCounts(table)
  const hubs = graph.hubs
    .filter(({ agents: users }) => users.length > 1)
    .map(({ node, agents: users }) => ({ id: nodes[node]?.id ?? '', agents: users.length }))
    .sort((a, b) => b.agents - a.agents || (a.id < b.id ? -1 : 1))
  const byKind = { ...written.byKind, ...pairs.derived }
  return {
    agents,
    nodes: nodes.length,
    nodesByKind: tally(nodes),
    edges: {
      declared: written.declared,
      inferred: written.inferred,
      derived: Object.values(pairs.derived).reduce((sum, count) => sum + count, 0),
      byKind: Object.fromEntries(Object.entries(byKind).sort(([a], [b]) => (a < b ? -1 : 1))),
    },
    pairs: pairs.distinct,
    density: agents < 2 ? 0 : rounded(pairs.distinct / ((agents * (agents - 1)) / 2)),
    communities: [...communities],
    modularity: rounded(modularity),
    hubs: hubs.slice(0, mostHubs),
  }
}

/** The counts that a build tells. */
export function buildCounts(
  counts: GraphSize,
): Omit<GraphBuildOutput, 'expansion' | 'cache' | 'durationMs' | 'files' | 'removed'> {
  const { agents, nodes, edges, communities, modularity } = counts
  return { agents, nodes, edges, communities: communities.length, modularity }
}

/** Edges that are declared or inferred: how many, and how many of each kind, those of an origin together. */
export function writtenCounts({ columns }: EdgeTable): {
  readonly declared: number
  readonly inferred: number
  readonly byKind: Record<string, number>
} {
  const ofCode = factCodes.map(() => 0)
  const { codes } = columns
  for (let edge = 0; edge < codes.length; edge += 1) ofCode[codes[edge] ?? 0] = (ofCode[codes[edge] ?? 0] ?? 0) + 1
  const counted = factCodes.map((code, place) => ({ ...code, count: ofCode[place] ?? 0 }))
  const ofOrigin = (wanted: string) => total(counted.filter(({ origin }) => origin === wanted))
  const kinds = [...new Set(counted.filter(({ count }) => count > 0).map(({ kind }) => kind))].sort()
  const byKind = kinds.map((each) => [each, total(counted.filter(({ kind }) => kind === each))])
  return { declared: ofOrigin('declared'), inferred: ofOrigin('inferred'), byKind: Object.fromEntries(byKind) }
}

function total(counted: readonly { readonly count: number }[]): number {
  return counted.reduce((sum, { count }) => sum + count, 0)
}

export function tally(items: readonly { readonly kind: string }[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { kind } of items) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6
}
