/** Nodes each of which leads to all others of them. */
export interface Knot {
  /** Sorted. */
  readonly members: readonly string[]
  /** A shortest cycle among them: `[a, b]` stands for a → b → a. */
  readonly cycle: readonly string[]
}

/** The strongly connected parts of a graph that hold a cycle. */
export function findKnots(nodes: readonly string[], successors: (node: string) => readonly string[]): Knot[] {
  return knotsIn(nodes, successors, () => true)
}

// The cycle goes through a node that is asked about.
function knotsIn(
  nodes: readonly string[],
  successors: (node: string) => readonly string[],
  isAsked: (node: string) => boolean,
): Knot[] {
  return components(nodes, successors).flatMap((members) => {
    const [first, second] = members
    if (first === undefined || (second === undefined && !successors(first).includes(first))) return []
    const within = new Set(members)
    let cycle: readonly string[] | undefined
    for (const start of members.filter(isAsked))
      cycle = shortestCycle(start, { within, successors, below: cycle?.length }) ?? cycle
    return cycle === undefined ? [] : [{ members, cycle }]
  })
}

/** A shortest cycle in each strongly connected part of a graph. */
export function findCycles(nodes: readonly string[], successors: (node: string) => readonly string[]): string[][] {
  return findKnots(nodes, successors).map(({ cycle }) => [...cycle])
}

/**
 * The same for what is no text: a cycle for each part that holds something that is asked about, through that and from there. Nodes
 * are taken in the order in which they are given.
 */
export function findCyclesThrough<T>(
  nodes: readonly T[],
  successors: (node: T) => readonly T[],
  isAsked: (node: T) => boolean,
): T[][] {
  const keys = new Map(nodes.map((node, index) => [node, String(index).padStart(9, '0')]))
  const byKey = new Map([...keys].map(([node, key]) => [key, node]))
  const nodeOf = (key: string) => byKey.get(key) as T
  const next = (key: string) => successors(nodeOf(key)).map((node) => keys.get(node) ?? '')
  const knots = knotsIn([...byKey.keys()], next, (key) => isAsked(nodeOf(key)))
  return knots.map(({ cycle }) => cycle.map(nodeOf))
}

// Tarjan's algorithm without recursion: a chain of dependencies may be longer than the stack is deep.
function components(nodes: readonly string[], successors: (node: string) => readonly string[]): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const onStack = new Set<string>()
  const stack: string[] = []
  const result: string[][] = []
  for (const root of nodes) {
    if (order.has(root)) continue
    const path: { node: string; rest: Iterator<string> }[] = []
    const enter = (node: string) => {
      order.set(node, order.size)
      low.set(node, order.get(node) ?? 0)
      stack.push(node)
      onStack.add(node)
      path.push({ node, rest: successors(node)[Symbol.iterator]() })
    }
    enter(root)
    while (path.length > 0) {
      const { node, rest } = path.at(-1) as (typeof path)[number]
      const next = rest.next()
      if (!next.done) {
        if (!order.has(next.value)) enter(next.value)
        else if (onStack.has(next.value)) low.set(node, Math.min(low.get(node) ?? 0, order.get(next.value) ?? 0))
        continue
      }
      path.pop()
      const parent = path.at(-1)?.node
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent) ?? 0, low.get(node) ?? 0))
      if (low.get(node) === order.get(node)) result.push(popComponent(node, stack, onStack))
    }
  }
  return result
}

function popComponent(root: string, stack: string[], onStack: Set<string>): string[] {
  const component: string[] = []
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    onStack.delete(node)
    component.push(node)
    if (node === root) break
  }
  return component.sort()
}

// The shortest cycle through a node, if it is shorter than what is known already.
function shortestCycle(
  start: string,
  { within, successors, below = Number.POSITIVE_INFINITY }: CycleSearch,
): string[] | undefined {
  const previous = new Map<string, string>()
  const lengths = new Map([[start, 1]])
  for (const [node, length] of lengths) {
    if (length >= below) return undefined
    for (const next of successors(node)) {
      if (next === start) return pathTo(node, previous)
      if (!within.has(next) || lengths.has(next)) continue
      previous.set(next, node)
      lengths.set(next, length + 1)
    }
  }
  return undefined
}

interface CycleSearch {
  readonly within: ReadonlySet<string>
  readonly successors: (node: string) => readonly string[]
  readonly below: number | undefined
}

function pathTo(end: string, previous: ReadonlyMap<string, string>): string[] {
  const path = [end]
  for (let node = previous.get(end); node !== undefined; node = previous.get(node)) path.unshift(node)
  return path
}

/** `a → b → a`. */
export function describeCycle(cycle: readonly string[]): string {
  return [...cycle, cycle[0]].join(' → ')
}
