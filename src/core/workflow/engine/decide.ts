import { EvaluationFailure, evaluateTemplate, toCel } from '#core/expression'
import type { PlannedTask, WorkflowPlan } from '../plan.ts'
import type { EngineEvent, Failure } from './events.ts'
import { missingOutput } from './missing-output.ts'
import { type ExecutionState, isEnded, isTaskEnded, type TaskState } from './state.ts'

export type EngineCommand =
  /** Something is decided: record it and ask again. */
  | { readonly do: 'record'; readonly event: EngineEvent }
  /** Start an attempt. */
  | { readonly do: 'start'; readonly task: PlannedTask; readonly attempt: number; readonly input: unknown }
  /** Nothing to do before this time, unless an attempt ends earlier. */
  | { readonly do: 'wait'; readonly until: number }

/** What is to be done next. Pure: the same plan, state and time give the same commands. */
export function decide(plan: WorkflowPlan, state: ExecutionState, now: number): EngineCommand[] {
  if (state.status === 'pending' || isEnded(state.status)) return []
  const ended = endOf(plan, state, now)
  if (ended !== undefined) return [{ do: 'record', event: ended }]
  const waiting = plan.tasks.filter((task) => stateOf(state, task.id).status === 'pending' && areNeedsMet(task, state))
  const due = waiting.filter((task) => (stateOf(state, task.id).retryAt ?? 0) <= now).sort(byPriority)
  const prepared = due.map((task) => prepare(plan, state, { task, now }))
  const records = prepared.filter((command) => command.do === 'record')
  if (records.length > 0) return records
  const running = [...state.tasks.values()].filter(({ status }) => status === 'running').length
  const starts = prepared.slice(0, Math.max(0, plan.concurrency - running))
  const retries = waiting.flatMap((task) => stateOf(state, task.id).retryAt ?? []).filter((time) => time > now)
  return retries.length === 0 ? starts : [...starts, { do: 'wait', until: Math.min(...retries) }]
}

function stateOf(state: ExecutionState, id: string): TaskState {
  const task = state.tasks.get(id)
  if (task === undefined) throw new Error(`The task ${id} has no state.`)
  return task
}

function areNeedsMet(task: PlannedTask, state: ExecutionState): boolean {
  return task.needs.every((id) => isTaskEnded(stateOf(state, id).status))
}

// Array#sort is stable: equal priorities keep the order of the plan.
function byPriority(a: PlannedTask, b: PlannedTask): number {
  return b.priority - a.priority
}

function endOf(plan: WorkflowPlan, state: ExecutionState, now: number): EngineEvent | undefined {
  const fatal = plan.tasks.find((task) => task.onError === 'fail' && stateOf(state, task.id).status === 'failed')
  if (fatal !== undefined) {
    const { error } = stateOf(state, fatal.id)
    const cause = error ?? { code: 'workflow/task-failed', message: 'The task failed.' }
    return { type: 'execution.failed', at: now, error: { ...cause, task: fatal.id } }
  }
  if (!plan.tasks.every(({ id }) => isTaskEnded(stateOf(state, id).status))) return undefined
  const ids = plan.tasks.map(({ id }) => id)
  const output = evaluated(plan.output ?? null, () => contextOf(plan, state, ids), state)
  if ('error' in output) return { type: 'execution.failed', at: now, error: output.error }
  return { type: 'execution.completed', at: now, output: output.value }
}

function prepare(
  plan: WorkflowPlan,
  state: ExecutionState,
  { task, now }: { task: PlannedTask; now: number },
): EngineCommand {
  const context = () => contextOf(plan, state, task.needs)
  const failed = (error: Failure): EngineCommand => ({
    do: 'record',
    event: { type: 'task.failed', at: now, task: task.id, error: { ...error, task: task.id } },
  })
  const { attempts } = stateOf(state, task.id)
  const condition = task.when === undefined || attempts > 0 ? { value: true } : evaluated(task.when, context, state)
  if ('error' in condition) return failed(condition.error)
  if (typeof condition.value !== 'boolean')
    return failed({
      code: 'workflow/condition-not-boolean',
      message: `The condition gave ${JSON.stringify(condition.value)}, not true or false.`,
    })
  if (!condition.value) return { do: 'record', event: { type: 'task.skipped', at: now, task: task.id } }
  const input = evaluated(task.input, context, state)
  return 'error' in input ? failed(input.error) : { do: 'start', task, attempt: attempts + 1, input: input.value }
}

// Only what the plan says is upstream can be read, so nothing else needs to be converted.
function contextOf(plan: WorkflowPlan, state: ExecutionState, ids: readonly string[]): Record<string, unknown> {
  const schemas = new Map(plan.tasks.map(({ id, outputSchema }) => [id, outputSchema]))
  const tasks = ids.map((id) => {
    const { status, output } = stateOf(state, id)
    return [id, status === 'completed' ? { status, output: toCel(output, schemas.get(id)) } : { status }]
  })
  return { input: toCel(state.input, plan.inputSchema), tasks: Object.fromEntries(tasks) }
}

function evaluated(
  template: unknown,
  context: () => Record<string, unknown>,
  { tasks }: ExecutionState,
): { value: unknown } | { error: Failure } {
  try {
    return { value: evaluateTemplate(template, context()) }
  } catch (error) {
    if (!(error instanceof EvaluationFailure)) throw error
    const reason = missingOutput(template, error, tasks)
    const message = reason === undefined ? error.message : `${error.message}: ${reason}`
    const place = error.pointer === '' ? '' : ` (at ${error.pointer})`
    return { error: { code: 'workflow/expression-failed', message: `${message}${place}.` } }
  }
}
