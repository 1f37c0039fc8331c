import { escapeControls } from '#core/diagnostics'
import { isEnded, type WorkflowPlan } from '#core/workflow'
import type { ExecutionSnapshot } from './port.ts'

/** What to say when a start has found an execution that was there: which, whether it goes on, and whether the workflow has changed. */
export function noteOnEarlier({ record, plan }: ExecutionSnapshot, now: WorkflowPlan): string[] {
  const { id, status, key = '' } = record
  const outcome = isEnded(status) ? `It ${status} earlier; nothing was run.` : 'It goes on.'
  const changed = 'The workflow or its agents have changed since then; the execution has the plan it was started with.'
  const found = `The key ${escapeControls(JSON.stringify(key))} belongs to the earlier execution ${id}. ${outcome}`
  return plan.hash === now.hash ? [found] : [found, changed]
}

/** What to say when an execution that has ended is asked to go on. */
export function noteOnEnded({ record: { id, status } }: ExecutionSnapshot): string[] {
  return isEnded(status) ? [`The execution ${id} ${status} earlier; nothing was run.`] : []
}
