import { type EvaluationFailure, templateExpressions } from '#core/expression'
import { taskReads } from '../edges.ts'
import type { ExecutionState } from './state.ts'

/** Why an expression found no output, if it read one of a task that has none: it was skipped, or failed and was to be passed over. */
export function missingOutput(
  template: unknown,
  { message, pointer }: EvaluationFailure,
  tasks: ExecutionState['tasks'],
): string | undefined {
  if (!message.startsWith('No such key: output ')) return undefined
  const here = templateExpressions(template, '').filter((expression) => expression.pointer === pointer)
  const read = new Set(taskReads(here).map(({ task }) => task))
  const reasons = [...read].flatMap((id) => {
    const status = tasks.get(id)?.status
    return status === 'skipped' || status === 'failed'
      ? [
          `the task ${id} ${status === 'skipped' ? 'was skipped' : 'failed'} and has no output (ask first: has(tasks.${id}.output))`,
        ]
      : []
  })
  return reasons.length === 0 ? undefined : reasons.join('; ')
}
