import type { EdgeColumns } from './edge-columns.ts'
import { factCodes } from './fact-codes.ts'
import { none } from './int-columns.ts'
import { schemaKinds } from './schema-kinds.ts'

/** What agents lead to, by edges of one kind. */
export interface Hub {
  readonly node: number
  /** Sorted, as edges are. */
  readonly agents: readonly number[]
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

const kindsOfSchemas: readonly string[] = Object.values(schemaKinds)

/** True for edges that say the less the more agents lead to the same. */
export function isWeighed(kind: string): boolean {
  return hubKinds.has(kind) || kindsOfSchemas.includes(kind)
}

const areOfHubs = factCodes.map(({ kind }) => hubKinds.has(kind))
const areOfSchemas = factCodes.map(({ kind }) => kindsOfSchemas.includes(kind))

/** All hubs, in the order of their first edge. `isAgent` tells of nodes. */
export function hubsOf({ sources, targets, codes }: EdgeColumns, isAgent: Uint8Array): Hub[] {
  const hubs = new Map<number, number[]>()
  for (let edge = 0; edge < sources.length; edge += 1) {
    const source = sources[edge] ?? 0
    if (areOfHubs[codes[edge] ?? 0] !== true || isAgent[source] !== 1) continue
    const target = targets[edge] ?? 0
    const hub = hubs.get(target)
    if (hub === undefined) hubs.set(target, [source])
    else hub.push(source)
  }
  return [...hubs].map(([node, agents]) => ({ node, agents }))
}

/** What many agents lead to says little about each of them: the weight of the edges to each node. */
export function weightsOf(edges: EdgeColumns, hubs: readonly Hub[], nodes: number): Float64Array {
  const weights = new Float64Array(nodes).fill(1)
  for (const { node, agents } of hubs) weights[node] = rarity(agents.length)
  const users = usersOfSchemas(edges, nodes)
  for (let node = 0; node < nodes; node += 1) if (users[node] !== 0) weights[node] = rarity(users[node] ?? 0)
  return weights
}

/** How many agents lead to each schema. An agent may do so in several ways, one after the other, since edges are sorted. */
function usersOfSchemas({ sources, targets, codes }: EdgeColumns, nodes: number): Int32Array {
  const users = new Int32Array(nodes)
  const last = new Int32Array(nodes).fill(none)
  for (let edge = 0; edge < sources.length; edge += 1) {
    if (areOfSchemas[codes[edge] ?? 0] !== true) continue
    const source = sources[edge] ?? 0
    const target = targets[edge] ?? 0
    if (last[target] === source) continue
    last[target] = source
    users[target] = (users[target] ?? 0) + 1
  }
  return users
}

/**
 * How much it says about two agents that they share something that so many lead to: the measure of Adamic and Adar (Friends and
 * neighbors on the Web, 2003), 1 where it is only the two.
 */
export function rarity(agents: number): number {
  return agents <= 2 ? 1 : Math.round(1e4 / Math.log2(agents)) / 1e4
}
