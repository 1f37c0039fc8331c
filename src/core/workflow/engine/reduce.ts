import type { EngineEvent } from './events.ts'
import { type ExecutionState, isEnded, isTaskEnded, type TaskState } from './state.ts'

/** The state after an event. Throws a plain Error for an event that cannot follow: then the history is damaged, or there is a bug. */
export function reduce(state: ExecutionState, event: EngineEvent): ExecutionState {
  const { at } = event
  if (event.type === 'execution.started') {
    expect(state.status === 'pending', event)
    return { ...state, status: 'running', input: event.input, startedAt: at }
  }
  expect(state.status === 'running' && !isEnded(state.status), event)
  switch (event.type) {
    case 'execution.completed':
      return { ...state, status: 'completed', output: event.output, completedAt: at }
    case 'execution.failed':
      return { ...state, status: 'failed', error: event.error, completedAt: at, tasks: cancelRest(state.tasks, at) }
    default:
      return { ...state, tasks: new Map(state.tasks).set(event.task, reduceTask(taskIn(state, event), event)) }
  }
}

type TaskEvent = Extract<EngineEvent, { task: string }>

function reduceTask(task: TaskState, event: TaskEvent): TaskState {
  const { at } = event
  switch (event.type) {
    case 'attempt.started':
      expect(task.status === 'pending' && event.attempt === task.attempts + 1, event)
      return {
        ...task,
        status: 'running',
        attempts: event.attempt,
        retryAt: undefined,
        startedAt: task.startedAt ?? at,
      }
    case 'attempt.completed':
      expect(isCurrent(task, event.attempt), event)
      return { ...task, status: 'completed', output: event.output, error: undefined, completedAt: at }
    case 'attempt.failed': {
      expect(isCurrent(task, event.attempt), event)
      const failed = { ...task, failures: task.failures + 1, error: event.error }
      return event.retryAt === undefined
        ? { ...failed, status: 'failed', completedAt: at }
        : { ...failed, status: 'pending', retryAt: event.retryAt }
    }
    case 'attempt.interrupted':
      expect(isCurrent(task, event.attempt), event)
      return { ...task, status: 'pending' }
    case 'task.skipped':
      expect(task.status === 'pending', event)
      return { ...task, status: 'skipped', completedAt: at }
    case 'task.failed':
      expect(task.status === 'pending', event)
      return { ...task, status: 'failed', error: event.error, completedAt: at }
  }
}

function isCurrent(task: TaskState, attempt: number): boolean {
  return task.status === 'running' && task.attempts === attempt
}

function taskIn(state: ExecutionState, event: TaskEvent): TaskState {
  const task = state.tasks.get(event.task)
  if (task === undefined) throw new Error(`${event.type} names the unknown task ${event.task}.`)
  return task
}

function cancelRest(tasks: ExecutionState['tasks'], at: number): ExecutionState['tasks'] {
  return new Map(
    [...tasks].map(([id, task]) => [
      id,
      isTaskEnded(task.status) ? task : { ...task, status: 'cancelled', completedAt: at },
    ]),
  )
}

function expect(condition: boolean, event: EngineEvent): asserts condition {
  if (!condition) throw new Error(`The event ${JSON.stringify(event)} cannot follow the history before it.`)
}
