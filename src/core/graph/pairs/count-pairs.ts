import type { GraphIndex } from '../graph-index.ts'
import { none } from '../int-columns.ts'
import type { PairDerivation } from './pair-derivation.ts'

/** How many pairs of agents there are, by kind of edge, and how many have any edge at all between them. */
export interface PairCounts {
  readonly derived: Readonly<Record<string, number>>
  readonly distinct: number
}

/** Counts pairs without making them. */
export function countPairs(facts: GraphIndex, derivations: readonly PairDerivation[]): PairCounts {
  const rows = new PairRows(facts)
  const neighbours = derivations.map((derivation) => rows.neighboursBy(derivation))
  const direct = rows.directNeighbours()
  const counts = derivations.map(() => 0)
  const row = rows.empty()
  const all = rows.empty()
  let distinct = 0
  for (let agent = 0; agent < rows.agents.length; agent += 1) {
    fill(all.fill(0), direct[agent])
    for (let place = 0; place < neighbours.length; place += 1) {
      const { targets = [], sources = [] } = neighbours[place] ?? {}
      if (targets[agent] !== undefined) {
        fill(row.fill(0), targets[agent])
        counts[place] = (counts[place] ?? 0) + sizeWithout(row, agent)
        unite(all, row)
      }
      fill(all, sources[agent])
    }
    distinct += sizeWithout(all, agent)
  }
  // Where edges have no direction, each pair is seen from both ends.
  const halved = derivations.map(({ dependent }, place) => (counts[place] ?? 0) / (dependent === 'neither' ? 2 : 1))
  return {
    derived: Object.fromEntries(derivations.map(({ kind }, place) => [kind, halved[place] ?? 0])),
    distinct: distinct / 2,
  }
}

/** Agents: a list of numbers, or a bit for each where that is shorter. */
type Members =
  | { readonly list: Uint32Array; readonly bits?: undefined }
  | { readonly list?: undefined; readonly bits: Uint32Array }

/** For each agent, the groups whose members it is paired with. */
type Neighbours = readonly (readonly Members[] | undefined)[]

class PairRows {
  /** Numbers of nodes. */
  readonly agents: readonly number[]
  readonly #facts: GraphIndex
  /** Of nodes, among agents. */
  readonly #places: Int32Array
  readonly #words: number

  constructor(facts: GraphIndex) {
    this.#facts = facts
    this.agents = facts.nodesOfKind('agent')
    this.#places = new Int32Array(facts.nodes.length).fill(none)
    for (let place = 0; place < this.agents.length; place += 1) this.#places[this.agents[place] ?? 0] = place
    this.#words = (this.agents.length + 31) >>> 5
  }

  empty(): Uint32Array {
    return new Uint32Array(this.#words)
  }

  neighboursBy({ groups, dependent }: PairDerivation): { targets: Neighbours; sources: Neighbours } {
    const targets: Members[][] = []
    const sources: Members[][] = []
    for (const { from, to } of groups(this.#facts)) {
      const members = this.#members(to)
      for (let at = 0; at < from.length; at += 1) this.#add(targets, from[at] ?? none, members)
      if (dependent === 'neither') continue
      const others = this.#members(from)
      for (const node of to) this.#add(sources, node, others)
    }
    return { targets, sources }
  }

  /** By edges between agents, in either direction. */
  directNeighbours(): Neighbours {
    const neighbours: Members[][] = []
    const { sources, targets } = this.#facts
    for (let edge = 0; edge < sources.length; edge += 1) {
      const source = sources[edge] ?? 0
      const target = targets[edge] ?? 0
      if (this.#places[source] === none || this.#places[target] === none) continue
      this.#add(neighbours, source, this.#members([target]))
      this.#add(neighbours, target, this.#members([source]))
    }
    return neighbours
  }

  #add(neighbours: Members[][], node: number, members: Members): void {
    const place = this.#places[node] ?? none
    if (place === none) return
    const known = neighbours[place]
    if (known === undefined) neighbours[place] = [members]
    else known.push(members)
  }

  #members(nodes: readonly number[]): Members {
    const all = new Uint32Array(nodes.length)
    let size = 0
    for (let member = 0; member < nodes.length; member += 1) {
      const place = this.#places[nodes[member] ?? 0] ?? none
      if (place === none) continue
      all[size] = place
      size += 1
    }
    const list = all.subarray(0, size)
    if (list.length <= this.#words) return { list }
    const bits = this.empty()
    setBits(bits, list)
    return { bits }
  }
}

function fill(row: Uint32Array, groups: readonly Members[] = []): void {
  for (let group = 0; group < groups.length; group += 1) {
    const { list, bits } = groups[group] as Members
    if (list !== undefined) setBits(row, list)
    else unite(row, bits)
  }
}

function unite(row: Uint32Array, other: Uint32Array): void {
  for (let at = 0; at < row.length; at += 1) row[at] = (row[at] ?? 0) | (other[at] ?? 0)
}

function setBits(row: Uint32Array, places: Uint32Array): void {
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at] ?? 0
    row[place >>> 5] = (row[place >>> 5] ?? 0) | (1 << (place & 31))
  }
}

function sizeWithout(row: Uint32Array, self: number): number {
  let size = 0
  for (let at = 0; at < row.length; at += 1) size += ones(row[at] ?? 0)
  return size - (((row[self >>> 5] ?? 0) >>> (self & 31)) & 1)
}

// Henry S. Warren, Hacker's Delight, 5-1.
function ones(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x5555_5555)
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}
