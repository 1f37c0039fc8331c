import { isObject } from '#core/json'
import { isPrimary, type PlannedTask, type WorkflowPlan } from '../plan.ts'
import { condition, type Evaluated, evaluated, seenOutput } from './evaluate.ts'
import type { EngineEvent, Failure } from './events.ts'
import { deniedCode } from './retry.ts'
import { type ExecutionState, isTaskEnded, isTaskFailed, taskState } from './state.ts'

/** The event with which an execution ends, or with which it begins to fail; undefined while there is something to do. */
export function endOf(plan: WorkflowPlan, state: ExecutionState, now: number): EngineEvent | undefined {
  if (state.failing !== undefined) return endOfFailing(state, now)
  const failure = lateness(plan, state, now) ?? fatalFailure(plan, state) ?? denial(plan, state)
  if (failure !== undefined) return failing(plan, state, { error: failure, now })
  const primary = plan.tasks.filter(isPrimary)
  if (!primary.every((task) => isSettled(state, task))) return undefined
  const output = evaluated(plan.output ?? null, { plan, state, upstream: primary.map(({ id }) => id) })
  if ('error' in output) return failing(plan, state, { error: output.error, now })
  return { type: 'execution.completed', at: now, output: output.value }
}

/** True if a task has ended and nothing takes its place any more: those that need it may run. */
export function isSettled(state: ExecutionState, { id, onError }: PlannedTask): boolean {
  const { status } = taskState(state, id)
  return isTaskEnded(status) && (!isTaskFailed(status) || onError === 'continue')
}

/** True if a task has failed and its fallback has, or is to have, something to say. */
export function isFallbackDue(state: ExecutionState, { onError }: PlannedTask): boolean {
  if (typeof onError !== 'object') return false
  const { fallback } = onError
  return 'output' in fallback || taskState(state, fallback.task).status === 'completed'
}

function hasFallbackFailed(state: ExecutionState, { onError }: PlannedTask): boolean {
  return typeof onError === 'object' && 'task' in onError.fallback
    ? isTaskFailed(taskState(state, onError.fallback.task).status)
    : false
}

function endOfFailing(state: ExecutionState, now: number): EngineEvent | undefined {
  const { error, compensations } = state.failing ?? { error: undefined, compensations: [] }
  if (error === undefined || !compensations.every((id) => isTaskEnded(taskState(state, id).status))) return undefined
  const failed = compensations.filter((id) => isTaskFailed(taskState(state, id).status))
  if (failed.length === 0) return { type: 'execution.failed', at: now, error }
  const message = `${error.message} Not everything could be undone: ${failed.join(', ')} failed.`
  return { type: 'execution.failed', at: now, error: { ...error, message } }
}

function failing(
  plan: WorkflowPlan,
  state: ExecutionState,
  { error, now }: { error: Failure; now: number },
): EngineEvent {
  const undoing = new Map(
    plan.tasks.flatMap(({ id, compensates }) => (compensates === undefined ? [] : [[compensates, id]])),
  )
  const compensations = state.completed.flatMap((id) => undoing.get(id) ?? []).reverse()
  return compensations.length === 0
    ? { type: 'execution.failed', at: now, error }
    : { type: 'execution.failing', at: now, error, compensations }
}

function lateness(plan: WorkflowPlan, state: ExecutionState, now: number): Failure | undefined {
  const { timeoutMs } = plan
  if (timeoutMs === undefined || now < (state.clockFrom ?? now) + state.pausedMs + timeoutMs) return undefined
  return { code: 'workflow/timeout', message: `The execution took longer than ${timeoutMs} ms.` }
}

function fatalFailure(plan: WorkflowPlan, state: ExecutionState): Failure | undefined {
  for (const task of plan.tasks) {
    const { status, error } = taskState(state, task.id)
    if (!isPrimary(task) || !isTaskFailed(status) || task.onError === 'continue') continue
    const cause = error ?? { code: 'workflow/task-failed', message: 'The task failed.' }
    if (task.onError === 'fail') return { ...cause, task: task.id }
    const second = fallbackFailure(plan, state, task)
    if (second === undefined) continue
    return { ...second, message: `${second.message} That was in place of: ${cause.message}`, task: task.id }
  }
  return undefined
}

function fallbackFailure(plan: WorkflowPlan, state: ExecutionState, task: PlannedTask): Failure | undefined {
  const output = fallbackOutput(plan, state, task)
  if (output !== undefined) return 'error' in output ? output.error : undefined
  return typeof task.onError === 'object' && 'task' in task.onError.fallback && hasFallbackFailed(state, task)
    ? taskState(state, task.onError.fallback.task).error
    : undefined
}

/** The value that takes the place of a failed task, if its fallback is one. */
export function fallbackOutput(plan: WorkflowPlan, state: ExecutionState, task: PlannedTask): Evaluated | undefined {
  if (typeof task.onError !== 'object' || !('output' in task.onError.fallback)) return undefined
  const local = { error: taskState(state, task.id).error ?? null }
  return evaluated(task.onError.fallback.output, { plan, state, upstream: task.needs, local })
}

/** An agent that governs has said no. */
function denial(plan: WorkflowPlan, state: ExecutionState): Failure | undefined {
  for (const task of plan.tasks) {
    const { status, output } = taskState(state, task.id)
    if (task.denyWhen === undefined || status !== 'completed') continue
    const local = { output: seenOutput(task, output) }
    const denied = condition(task.denyWhen, { plan, state, upstream: task.needs, local })
    if ('error' in denied) return { ...denied.error, task: task.id }
    if (!denied.value) continue
    const message = `${task.agent ?? task.id} has forbidden to go on${because(output)}.`
    return { code: deniedCode, message, task: task.id, details: output }
  }
  return undefined
}

/** The reason that an agent gives for what it forbids, as the end of a sentence. */
function because(output: unknown): string {
  const reason = isObject(output) ? output['reason'] : undefined
  return typeof reason === 'string' && reason.trim() !== '' ? `: ${reason.trim().replace(/\.$/, '')}` : ''
}
