import { escapeControls } from '#core/diagnostics'
import { contentHash, isEnded, type WorkflowPlan } from '#core/workflow'
import type { ExecutionSnapshot, WorkflowVersion } from './port.ts'

/** What to say when a start has found an execution that was there: which, whether it goes on, and whether the workflow has changed. */
export function noteOnEarlier({ record, plan }: ExecutionSnapshot, now: WorkflowPlan): string[] {
  const { id, status, key = '' } = record
  const outcome = isEnded(status) ? `It ${status} earlier; nothing was run.` : 'It goes on.'
  const changed = 'The workflow or its agents have changed since then; the execution has the plan it was started with.'
  const found = `The key ${escapeControls(JSON.stringify(key))} belongs to the earlier execution ${id}. ${outcome}`
  return plan.hash === now.hash ? [found] : [found, changed]
}

/** What to say before a workflow is run whose version is deprecated, or was published with another content. */
export function noteOnVersion(known: WorkflowVersion | undefined, plan: WorkflowPlan): string[] {
  if (known === undefined || known.status === 'draft') return []
  const notes = [
    ...(known.status === 'deprecated'
      ? [`${plan.workflow} is deprecated. What is published: ossa workflow list --status published`]
      : []),
    ...(known.hash === contentHash(plan)
      ? []
      : [
          `${plan.workflow} was published with another content; this one runs as a draft. Raise its version to publish it.`,
        ]),
  ]
  return notes.map((note) => `warning: ${note}`)
}

/** What to say when an execution that has ended is asked to go on. */
export function noteOnEnded({ record: { id, status } }: ExecutionSnapshot): string[] {
  return isEnded(status) ? [`The execution ${id} ${status} earlier; nothing was run.`] : []
}

/** What to say when workers are to carry out an execution, and none lives. */
export function noteOnWorkers(count: number | undefined): string[] {
  return count === 0 ? ['warning: No worker is running; it waits for one. Start one with: ossa worker'] : []
}
