import { isObject } from '#core/json'
import type { PlannedTask, WorkflowPlan } from '../plan.ts'
import { type EngineCommand, record } from './command.ts'
import { evaluated, type LocalVariables, type Scope } from './evaluate.ts'
import type { Failure } from './events.ts'
import type { Slots } from './slots.ts'
import { type ExecutionState, type TaskState, taskState } from './state.ts'

export interface Situation {
  readonly plan: WorkflowPlan
  readonly state: ExecutionState
  readonly now: number
  readonly slots: Slots
}

/** The next attempt of a task without rounds, or of one round. */
export function nextOfUnit(
  task: PlannedTask,
  unit: TaskState,
  { situation, iteration, local }: { situation: Situation; iteration?: number; local?: LocalVariables },
): EngineCommand[] {
  if (unit.status !== 'pending') return []
  const { plan, state, now, slots } = situation
  if (unit.retryAt !== undefined && unit.retryAt > now) return [{ do: 'wait', until: unit.retryAt }]
  if (!slots.hasRoom(task)) return []
  const input = evaluated(task.input, scopeOf(task, { plan, state }, local))
  if ('error' in input) return [failed(task, { now, error: input.error, iteration })]
  if (!isObject(input.value)) {
    const message = `The input must be an object, and ${String(task.input).trim()} gave ${kindOf(input.value)}.`
    return [failed(task, { now, error: { code: 'workflow/input-no-object', message }, iteration })]
  }
  slots.take(task)
  const round = iteration === undefined ? {} : { iteration }
  return [{ do: 'start', task, ...round, attempt: unit.attempts + 1, input: input.value }]
}

export function failed(
  task: PlannedTask,
  { now, error, iteration }: { now: number; error: Failure; iteration?: number | undefined },
): EngineCommand {
  const round = iteration === undefined ? {} : { iteration }
  return record({ type: 'task.failed', at: now, task: task.id, ...round, error: { ...error, task: task.id } })
}

export function scopeOf(
  task: PlannedTask,
  { plan, state }: Pick<Situation, 'plan' | 'state'>,
  local: LocalVariables = {},
): Scope {
  // What undoes a task, or replaces it, may read the task itself.
  const own = [task.compensates, task.fallbackFor].flatMap((id) => id ?? [])
  const error = task.fallbackFor === undefined ? {} : { error: taskState(state, task.fallbackFor).error ?? null }
  return { plan, state, upstream: [...task.needs, ...own], local: { ...error, ...local } }
}

// The value may be a secret.
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  return value === null ? 'null' : `a ${typeof value}`
}

/** A value in a message. */
export function shortJson(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
