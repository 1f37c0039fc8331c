import { isObject } from '#core/json'
import type { LinkedWorkflow } from '../linked.ts'

/** What a condition and an expression say about a path before they read it; the benefit of the doubt is theirs. */
export function isGuarded(source: string, path: readonly (string | number)[]): boolean {
  if (/\.\?|\[\?|\borValue\b|\boptional\./.test(source)) return true
  return hasCalls(source).some((called) => isPrefix(called, path))
}

/** The paths in `has(…)`. */
export function hasCalls(source: string): string[][] {
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

/** By task, the tasks that have an output whenever it runs, with its own conditions and those of the tasks it relies on. */
export function presentOutputs({ manifest, edges }: LinkedWorkflow): ReadonlyMap<string, ReadonlySet<string>> {
  const { tasks } = manifest.content.spec
  const relied = new Map(
    Object.entries(tasks).map(([id, task]) => [id, typeof task.when === 'string' ? tasksIn(task.when) : []] as const),
  )
  // What a task reads without a guard is there when it has run, or it would have failed.
  for (const { from, to, origin } of edges)
    if (origin === 'expression' && isPlainRead(tasks[to], from)) relied.get(to)?.push(from)
  return new Map([...relied.keys()].map((id) => [id, closure(id, relied)]))
}

function tasksIn(condition: string): string[] {
  return [...condition.matchAll(/\btasks\.(\w+)/g)].map(([, id = '']) => id)
}

function isPlainRead(task: unknown, from: string): boolean {
  const text = JSON.stringify(isObject(task) ? task['input'] : undefined) ?? ''
  return !text.includes(`has(tasks.${from}`)
}

function closure(start: string, next: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>()
  const queue = [...(next.get(start) ?? [])]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue
    found.add(id)
    queue.push(...(next.get(id) ?? []))
  }
  return found
}
