import type { ExecutionStatus } from '#core/contract'
import type { EngineEvent, TaskEvent } from './events.ts'
import { reduceTask } from './reduce-task.ts'
import { type ExecutionState, isTaskEnded, type TaskState, taskState, untouched } from './state.ts'
import { canMove } from './transitions.ts'

type Tasks = ExecutionState['tasks']

/** The state after an event. Throws a plain Error for an event that cannot follow: then the history is damaged, or there is a bug. */
export function reduce(state: ExecutionState, event: EngineEvent): ExecutionState {
  return 'task' in event ? reduceInTask(state, event, (tasks) => new Map(tasks)) : reduceWhole(state, event)
}

/**
 * Takes one event after the other. The state in between is to be looked at and not to be kept: its tasks are copied once, not for
 * each event, which is most of the work where there are many.
 */
export class Reduction {
  state: ExecutionState
  #own: Map<string, TaskState> | undefined

  constructor(state: ExecutionState) {
    this.state = state
  }

  add(event: EngineEvent): void {
    this.state = 'task' in event ? reduceInTask(this.state, event, this.#toWrite) : reduceWhole(this.state, event)
  }

  readonly #toWrite = (tasks: Tasks): Map<string, TaskState> => {
    if (this.#own !== tasks) this.#own = new Map(tasks)
    return this.#own as Map<string, TaskState>
  }
}

function reduceWhole(state: ExecutionState, event: Exclude<EngineEvent, TaskEvent>): ExecutionState {
  const { at } = event
  const to = (status: ExecutionStatus, change: Partial<ExecutionState> = {}): ExecutionState => {
    expect(canMove(state.status, status), event)
    return { ...state, ...change, status }
  }
  switch (event.type) {
    case 'execution.started':
      expect(state.status === 'pending', event)
      return to('running', { input: event.input, startedAt: at, clockFrom: at })
    case 'execution.paused':
      return to('paused', { pausedAt: at })
    case 'execution.resumed':
      expect(state.status === 'paused', event)
      return to(state.retries > 0 ? 'retrying' : 'running', {
        pausedAt: undefined,
        pausedMs: state.pausedMs + (at - (state.pausedAt ?? at)),
      })
    case 'execution.cancelled':
      return to('cancelled', { completedAt: at, pausedAt: undefined, tasks: cancelRest(state.tasks, at) })
    case 'execution.failing':
      expect(isGoing(state) && state.failing === undefined, event)
      return {
        ...state,
        failing: { error: event.error, compensations: event.compensations },
        tasks: cancelRest(state.tasks, at, new Set(event.compensations)),
      }
    case 'execution.retried':
      return to('retrying', restart(state, event.tasks, at))
    case 'execution.completed':
      return to('completed', { output: event.output, completedAt: at, tasks: cancelRest(state.tasks, at) })
    case 'execution.failed':
      return to('failed', { error: event.error, completedAt: at, tasks: cancelRest(state.tasks, at) })
    case 'signal.received':
      expect(state.status !== 'pending' && (event.id === undefined || !state.signalIds.has(event.id)), event)
      return {
        ...state,
        signals: [...state.signals, { name: event.name, data: event.data }],
        signalIds: event.id === undefined ? state.signalIds : new Set(state.signalIds).add(event.id),
      }
  }
}

function isGoing({ status }: ExecutionState): boolean {
  return status === 'running' || status === 'retrying'
}

function reduceInTask(
  state: ExecutionState,
  event: TaskEvent,
  toWrite: (tasks: Tasks) => Map<string, TaskState>,
): ExecutionState {
  // While it is paused, attempts under way end; nothing begins.
  const isEnd =
    event.type === 'attempt.completed' || event.type === 'attempt.failed' || event.type === 'attempt.interrupted'
  expect(isGoing(state) || (state.status === 'paused' && isEnd), event)
  const before = taskState(state, event.task)
  const taken = event.type === 'signal.delivered' ? state.signals.findIndex(({ name }) => name === event.name) : -1
  expect(event.type !== 'signal.delivered' || taken >= 0, event)
  const after = reduceTask(before, event, state.signals[taken]?.data)
  if (after === undefined) throw unfitting(event)
  const isNowCompleted = after.status === 'completed' && before.status !== 'completed'
  return {
    ...state,
    tasks: toWrite(state.tasks).set(event.task, after),
    signals: taken < 0 ? state.signals : state.signals.filter((_, index) => index !== taken),
    completed: isNowCompleted ? [...state.completed, event.task] : state.completed,
  }
}

/** What has not ended is cancelled. What nobody needed any more was not cancelled: it was passed over. */
function cancelRest(tasks: Tasks, at: number, except: ReadonlySet<string> = new Set()): Tasks {
  const cancelled = (task: TaskState): TaskState => {
    if (isTaskEnded(task.status)) return task
    const { retryAt: _retryAt, wakeAt: _wakeAt, ...rest } = task
    const rounds = task.rounds === undefined ? {} : { rounds: task.rounds.map(cancelled) }
    return { ...rest, ...rounds, status: 'cancelled', completedAt: at }
  }
  return new Map([...tasks].map(([id, task]) => [id, except.has(id) ? task : cancelled(task)]))
}

function restart(state: ExecutionState, ids: readonly string[], at: number): Partial<ExecutionState> {
  const again = new Set(ids)
  const tasks = new Map(
    [...state.tasks].map(([id, task]) => {
      if (!again.has(id)) return [id, task]
      const { attempts, generation = 0, status } = task
      const next = status === 'completed' ? generation + 1 : generation
      return [id, { ...untouched, attempts, ...(next === 0 ? {} : { generation: next }) }]
    }),
  )
  return {
    tasks,
    output: undefined,
    error: undefined,
    failing: undefined,
    completedAt: undefined,
    completed: state.completed.filter((id) => !again.has(id)),
    retries: state.retries + 1,
    clockFrom: at,
    pausedMs: 0,
  }
}

function expect(condition: boolean, event: EngineEvent): asserts condition {
  if (!condition) throw unfitting(event)
}

function unfitting(event: EngineEvent): Error {
  return new Error(`The event ${JSON.stringify(event)} cannot follow the history before it.`)
}
