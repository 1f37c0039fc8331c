import type { Sieve } from './filters.ts'
import type { Fleet } from './fleet.ts'

/** A step of a path: an edge, and the node that it leads to, which may be its source. */
export interface Step {
  readonly edge: number
  readonly node: number
}

/**
 * The strongest way from one node to another, against the direction of edges too; undefined if there is none. Dijkstra's method: a
 * step costs the more, the less its edge says.
 */
export function findPath(fleet: Fleet, sieve: Sieve, { from, to }: { from: number; to: number }): Step[] | undefined {
  const costs = new Float64Array(fleet.nodeCount).fill(Number.POSITIVE_INFINITY)
  const cameBy = new Int32Array(fleet.nodeCount).fill(-1)
  const queue = new Queue()
  costs[from] = 0
  queue.push(from, 0)
  for (let next = queue.pop(); next !== undefined && next.node !== to; next = queue.pop()) {
    const { node, cost } = next
    if (cost > (costs[node] ?? 0)) continue
    for (const edge of fleet.edgesOf(node)) {
      if (!sieve.hasEdge(edge)) continue
      const other = fleet.otherEnd(edge, node)
      const total = cost + 1 / Math.max(fleet.weight(edge), 1e-6)
      if (total >= (costs[other] ?? 0)) continue
      costs[other] = total
      cameBy[other] = edge
      queue.push(other, total)
    }
  }
  if (from !== to && cameBy[to] === -1) return undefined
  const steps: Step[] = []
  for (let node = to; node !== from; ) {
    const edge = cameBy[node] ?? 0
    steps.unshift({ edge, node })
    node = fleet.otherEnd(edge, node)
  }
  return steps
}

interface Entry {
  readonly node: number
  readonly cost: number
}

/** A binary heap, the cheapest first. */
class Queue {
  readonly #entries: Entry[] = []

  push(node: number, cost: number): void {
    const entries = this.#entries
    let place = entries.length
    const entry = { node, cost }
    while (place > 0) {
      const parent = (place - 1) >> 1
      const above = entries[parent]
      if (above === undefined || above.cost <= cost) break
      entries[place] = above
      place = parent
    }
    entries[place] = entry
  }

  pop(): Entry | undefined {
    const entries = this.#entries
    const [first] = entries
    const last = entries.pop()
    if (first === undefined || last === undefined || entries.length === 0) return first
    let place = 0
    for (;;) {
      const [left, right] = [entries[2 * place + 1], entries[2 * place + 2]]
      const child = right !== undefined && left !== undefined && right.cost < left.cost ? right : left
      if (child === undefined || child.cost >= last.cost) break
      entries[place] = child
      place = 2 * place + (child === right ? 2 : 1)
    }
    entries[place] = last
    return first
  }
}
