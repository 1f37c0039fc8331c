/** The strongly connected parts of a graph that hold a cycle, each as one cycle through it: `[a, b]` stands for a → b → a. */
export function findCycles(nodes: readonly string[], successors: (node: string) => readonly string[]): string[][] {
  return components(nodes, successors).flatMap((component) => {
    const [first] = component
    if (first === undefined) return []
    if (component.length === 1) return successors(first).includes(first) ? [[first]] : []
    return [shortestCycle(first, new Set(component), successors)]
  })
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

function shortestCycle(
  start: string,
  within: ReadonlySet<string>,
  successors: (node: string) => readonly string[],
): string[] {
  const previous = new Map<string, string>()
  const queue = [start]
  for (const node of queue) {
    for (const next of successors(node)) {
      if (next === start) return pathTo(node, previous)
      if (!within.has(next) || previous.has(next)) continue
      previous.set(next, node)
      queue.push(next)
    }
  }
  throw new Error(`${start} is not on a cycle.`)
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
