import { toPointer } from '#core/json'
import { taskExpressions } from '#core/workflow'
import type { LinkedWorkflow } from '../linked.ts'

/** The condition of a task as one expression; empty if it has none. */
export function conditionOf(id: string, { manifest }: LinkedWorkflow): string {
  const task = manifest.content.spec.tasks[id]
  if (task === undefined || typeof task.when !== 'string') return ''
  const at = toPointer('spec', 'tasks', id, 'when')
  const own = taskExpressions(id, task).find(({ pointer }) => pointer === at)
  return own?.isWhole === true ? own.source : ''
}
