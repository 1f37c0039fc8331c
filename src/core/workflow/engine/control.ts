import { isPrimary, type WorkflowPlan } from '../plan.ts'
import type { EngineEvent } from './events.ts'
import { type ExecutionState, isEnded, isTaskFailed, taskState } from './state.ts'

/** What somebody outside asks of an execution. */
export type ControlRequest =
  | { readonly do: 'pause' }
  | { readonly do: 'resume' }
  | { readonly do: 'cancel'; readonly reason?: string }
  | { readonly do: 'signal'; readonly name: string; readonly data: unknown; readonly id?: string }

/** The event by which a request comes true; none if it changes nothing any more. */
export function answer(state: ExecutionState, request: ControlRequest, at: number): EngineEvent | undefined {
  const { status } = state
  switch (request.do) {
    case 'pause':
      return status === 'running' || status === 'retrying' ? { type: 'execution.paused', at } : undefined
    case 'resume':
      return status === 'paused' ? { type: 'execution.resumed', at } : undefined
    case 'cancel': {
      const reason = request.reason === undefined ? {} : { reason: request.reason }
      return isEnded(status) ? undefined : { type: 'execution.cancelled', at, ...reason }
    }
    case 'signal': {
      const { name, data, id } = request
      if (isEnded(status) || status === 'pending' || (id !== undefined && state.signalIds.has(id))) return undefined
      return { type: 'signal.received', at, name, data, ...(id === undefined ? {} : { id }) }
    }
  }
}

/**
 * The tasks that run again when an ended execution is retried: those that did not come to a good end; with `from` that task and
 * all that need it as well.
 */
export function tasksToRetry(plan: WorkflowPlan, state: ExecutionState, from?: string): readonly string[] {
  const again = new Set<string>()
  for (const task of plan.tasks.filter(isPrimary)) {
    const { status } = taskState(state, task.id)
    const isDone =
      status === 'completed' || status === 'skipped' || (isTaskFailed(status) && task.onError === 'continue')
    const follows = task.needs.some((id) => again.has(id))
    if (task.id === from || follows || !isDone || isUndone(plan, state, task.id)) again.add(task.id)
  }
  // What undoes or replaces a task that runs again must be able to do so once more.
  return plan.tasks.flatMap(({ id, compensates, fallbackFor }) =>
    again.has(compensates ?? fallbackFor ?? id) ? [id] : [],
  )
}

function isUndone(plan: WorkflowPlan, state: ExecutionState, id: string): boolean {
  return plan.tasks.some((task) => task.compensates === id && taskState(state, task.id).status === 'completed')
}
