import { hashText } from '#core/json'
import type { EdgeColumns } from '../edge-columns.ts'
import { factCodes } from '../fact-codes.ts'
import { GraphIndex } from '../graph-index.ts'
import { hashBytes, IntColumn, none } from '../int-columns.ts'
import type { Graph, Memo } from '../model.ts'
import { countPairs, type PairCounts } from './count-pairs.ts'
import { pairDerivations } from './index.ts'
import { sharedHubs } from './shared.ts'

/** How many pairs of agents follow from a graph. Remembered by what they follow from, unless a plugin has a word in it. */
export function rememberedCounts(graph: Graph, memo: Memo | undefined): PairCounts {
  const count = () => countPairs(new GraphIndex(graph), graph.pairs)
  if (memo === undefined || !graph.pairs.every((each) => pairDerivations.includes(each))) return count()
  const key = { file: '', name: 'pairs', hash: hashOfGround(graph) }
  const known = memo.get(key) as PairCounts | undefined
  if (known !== undefined) return known
  const counts = count()
  memo.set(key, counts)
  return counts
}

const throughHubs = new Set<string>(sharedHubs.map(({ through }) => through))
const isThroughHub = factCodes.map(({ kind }) => throughHubs.has(kind))

/** A hash of all that pairs follow from. What only one agent leads to, it shares with nobody: most edits change only such things. */
function hashOfGround({ nodes, table, pairs }: Graph): string {
  const { sources, targets, codes } = table.columns
  const ground = groundOf(table.columns, nodes.length)
  const numbers = new Int32Array(nodes.length).fill(none)
  for (let place = 0; place < ground.length; place += 1) {
    const edge = ground[place] ?? 0
    numbers[sources[edge] ?? 0] = 0
    numbers[targets[edge] ?? 0] = 0
  }
  const agents = new IntColumn()
  for (let node = 0, size = 0; node < numbers.length; node += 1) {
    if (numbers[node] === none) continue
    if (nodes[node]?.kind === 'agent') agents.push(size)
    numbers[node] = size
    size += 1
  }
  const said = new Int32Array(3 * ground.length)
  for (let place = 0; place < ground.length; place += 1) {
    const edge = ground[place] ?? 0
    said[3 * place] = codes[edge] ?? none
    said[3 * place + 1] = numbers[sources[edge] ?? 0] ?? none
    said[3 * place + 2] = numbers[targets[edge] ?? 0] ?? none
  }
  return hashText([...pairs.map(({ kind }) => kind), hashBytes(agents.values()), hashBytes(said)].join())
}

/** The edges that pairs may follow from. */
function groundOf({ targets, codes }: EdgeColumns, nodes: number): Int32Array {
  const users = new Int32Array(nodes)
  for (let edge = 0; edge < targets.length; edge += 1) {
    const target = targets[edge] ?? 0
    users[target] = (users[target] ?? 0) + 1
  }
  const ground = new Int32Array(targets.length)
  let size = 0
  for (let edge = 0; edge < codes.length; edge += 1) {
    if (isThroughHub[codes[edge] ?? 0] === true && users[targets[edge] ?? 0] === 1) continue
    ground[size] = edge
    size += 1
  }
  return ground.subarray(0, size)
}
