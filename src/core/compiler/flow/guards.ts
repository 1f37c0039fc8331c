import type { LinkedWorkflow } from '../linked.ts'

/** An expression asks whether there is something at a path, or takes care of its absence. */
export function isGuarded(source: string, path: readonly (string | number)[]): boolean {
  if (/\.\?|\[\?|\borValue\b|\boptional\./.test(source)) return true
  return hasCalls(source).some((called) => isPrefix(called, path))
}

/** The paths in `has(…)`. */
function hasCalls(source: string): string[][] {
  return [...source.matchAll(/\bhas\(\s*([\w.]+)\s*\)/g)].map(([, path = '']) => path.split('.'))
}

function isPrefix(shorter: readonly string[], longer: readonly (string | number)[]): boolean {
  const [one, other] = shorter.length <= longer.length ? [shorter, longer] : [longer, shorter]
  return one.every((segment, index) => segment === other[index])
}

/** A condition or a choice looks at the path, at a part of what it leads to, or at what it is a part of. */
export function mentions(source: string, path: readonly (string | number)[]): boolean {
  const text = source.replaceAll(/\bhas\([^()]*\)/g, '')
  return [...text.matchAll(/\b(?:input|tasks)(?:\.\w+)*/g)].some(([found]) => isPrefix(found.split('.'), path))
}

/**
 * Whether a task has an output whenever another reads it: because the reader asks for it in its condition, has the same condition,
 * or relies on a third task that does.
 */
export function isSureToHaveRun(task: string, reader: string, { manifest, edges }: LinkedWorkflow): boolean {
  const { tasks } = manifest.content.spec
  const condition = tasks[reader]?.when
  if (typeof condition === 'string' && condition === tasks[task]?.when) return true
  const relied = (id: string) => {
    const { when, input } = tasks[id] ?? {}
    const asked = typeof when === 'string' ? tasksIn(when) : []
    const text = JSON.stringify(input ?? {})
    const read = edges.filter(({ to, origin }) => to === id && origin === 'expression').map(({ from }) => from)
    return { asked, read: read.filter((from) => !text.includes(`has(tasks.${from}`)) }
  }
  const { asked, read } = relied(reader)
  if (asked.includes(task)) return true
  const others = reachable([...asked, ...read.filter((from) => from !== task)], (id) => {
    const next = relied(id)
    return [...next.asked, ...next.read]
  })
  return others.has(task)
}

function tasksIn(condition: string): string[] {
  return [...condition.matchAll(/\btasks\.(\w+)/g)].map(([, id = '']) => id)
}

function reachable(start: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>()
  const queue = [...start]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue
    found.add(id)
    queue.push(...next(id))
  }
  return found
}
