import type { SecondTask, Task } from '#core/contract'
import { toPointer } from '#core/json'

/** What undoes a task, or replaces it when it has failed: a task of its own that runs only then. */
export interface SecondaryTask {
  /** No id that a user gives can be the same. */
  readonly id: string
  readonly what: 'compensate' | 'fallback'
  readonly content: SecondTask
  /** In the workflow manifest. */
  readonly pointer: string
}

/** The tasks that undo or replace a task. */
export function secondaryTasks(id: string, { compensate, onError }: Task): SecondaryTask[] {
  const { agent, capability, output: _output, ...rest } = typeof onError === 'object' ? onError.fallback : {}
  const fallback = agent === undefined || capability === undefined ? undefined : { agent, capability, ...rest }
  const at = (...path: string[]) => toPointer('spec', 'tasks', id, ...path)
  return [
    ...(compensate === undefined
      ? []
      : [{ id: `${id}.compensate`, what: 'compensate' as const, content: compensate, pointer: at('compensate') }]),
    ...(fallback === undefined
      ? []
      : [{ id: fallbackId(id), what: 'fallback' as const, content: fallback, pointer: at('onError', 'fallback') }]),
  ]
}

/** The id of the task that replaces another. */
export function fallbackId(id: string): string {
  return `${id}.fallback`
}
