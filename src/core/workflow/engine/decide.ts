import { isPrimary, type PlannedTask, type WorkflowPlan } from '../plan.ts'
import { type EngineCommand, record } from './command.ts'
import { endOf, isFallbackDue, isSettled } from './ending.ts'
import { nextOfTask } from './next.ts'
import { Slots } from './slots.ts'
import { type ExecutionState, isEnded, isTaskEnded, isTaskFailed, taskState } from './state.ts'

/** What is to be done next. Pure: the same plan, state and time give the same commands. */
export function decide(plan: WorkflowPlan, state: ExecutionState, now: number): EngineCommand[] {
  if (state.status === 'pending' || state.status === 'paused' || isEnded(state.status)) return []
  const ended = endOf(plan, state, now)
  if (ended !== undefined) return [record(ended)]
  const slots = new Slots(plan, state)
  const commands: EngineCommand[] = []
  for (const task of candidates(plan, state)) commands.push(...nextOfTask(task, { plan, state, now, slots }))
  const records = commands.filter((command) => command.do === 'record')
  if (records.length > 0) return records
  const starts = commands.filter((command) => command.do === 'start')
  const until = commands.flatMap((command) => (command.do === 'wait' ? [command.until] : []))
  if (plan.timeoutMs !== undefined) until.push((state.clockFrom ?? now) + state.pausedMs + plan.timeoutMs)
  return until.length === 0 ? starts : [...starts, { do: 'wait', until: until.reduce((a, b) => Math.min(a, b)) }]
}

// Array#sort is stable: equal priorities keep the order of the plan.
function candidates(plan: WorkflowPlan, state: ExecutionState): PlannedTask[] {
  if (state.failing !== undefined) return compensations(plan, state, state.failing.compensations)
  const settled = new Set(plan.tasks.filter((task) => isSettled(state, task)).map(({ id }) => id))
  return plan.tasks
    .filter((task) => {
      const { status } = taskState(state, task.id)
      if (isTaskEnded(status)) return isTaskFailed(status) && isFallbackDue(state, task)
      if (task.fallbackFor !== undefined) return isFailed(state, task.fallbackFor)
      return isPrimary(task) && task.needs.every((id) => settled.has(id))
    })
    .sort((a, b) => b.priority - a.priority)
}

// One after the other: what was done last is undone first.
function compensations(plan: WorkflowPlan, state: ExecutionState, order: readonly string[]): PlannedTask[] {
  const next = order.find((id) => !isTaskEnded(taskState(state, id).status))
  return plan.tasks.filter(({ id }) => id === next)
}

function isFailed(state: ExecutionState, id: string): boolean {
  return isTaskFailed(taskState(state, id).status)
}
