import type { PlannedTask } from '../plan.ts'
import { type EngineCommand, record } from './command.ts'
import { fallbackOutput } from './ending.ts'
import { condition, evaluated } from './evaluate.ts'
import { nextOfForEach, nextOfUntil } from './rounds.ts'
import { type ExecutionState, isTaskFailed, taskState } from './state.ts'
import { failed, nextOfUnit, type Situation, scopeOf, shortJson } from './unit.ts'
import { nextOfSignal, nextOfWait } from './waiting.ts'

/** What is to be done next about a task whose turn it is. */
export function nextOfTask(task: PlannedTask, situation: Situation): EngineCommand[] {
  const { state } = situation
  const unit = taskState(state, task.id)
  if (isTaskFailed(unit.status)) return recover(task, situation)
  if (unit.status === 'pending' && unit.attempts === 0 && unit.rounds === undefined) {
    const opened = open(task, situation)
    if (opened !== undefined) return opened
  }
  if (task.until !== undefined) return nextOfUntil(task, unit, situation)
  if (unit.rounds !== undefined) return nextOfForEach(task, unit, situation)
  const { binding } = task
  if (binding.kind === 'wait') return nextOfWait({ ...task, binding }, unit, situation)
  if (binding.kind === 'signal') return nextOfSignal({ ...task, binding }, unit, situation)
  return nextOfUnit(task, unit, { situation })
}

/** What comes before the first attempt: the condition, and the list that `forEach` runs over. */
function open(task: PlannedTask, { plan, state, now }: Situation): EngineCommand[] | undefined {
  const scope = scopeOf(task, { plan, state })
  if (task.when !== undefined) {
    const wanted = condition(task.when, scope)
    if ('error' in wanted) return [failed(task, { now, error: wanted.error })]
    if (!wanted.value) return [record({ type: 'task.skipped', at: now, task: task.id })]
  }
  if (task.forEach === undefined) return undefined
  const items = evaluated(task.forEach.items, scope)
  if ('error' in items) return [failed(task, { now, error: items.error })]
  const { value } = items
  if (Array.isArray(value)) return [record({ type: 'task.expanded', at: now, task: task.id, items: value })]
  const message = `forEach needs a list, and got ${shortJson(value)}.`
  return [failed(task, { now, error: { code: 'workflow/not-a-list', message } })]
}

function recover(task: PlannedTask, { plan, state, now }: Situation): EngineCommand[] {
  const output = fallbackOutput(plan, state, task) ?? secondOutput(task, state)
  if (output === undefined || 'error' in output) return []
  return [record({ type: 'task.recovered', at: now, task: task.id, output: output.value })]
}

function secondOutput({ onError }: PlannedTask, state: ExecutionState): { readonly value: unknown } | undefined {
  return typeof onError === 'object' && 'task' in onError.fallback
    ? { value: taskState(state, onError.fallback.task).output }
    : undefined
}
