import type { ExecutionStatus, TaskStatus, Usage } from '#core/contract'
import type { WorkflowPlan } from '../plan.ts'
import type { Failure } from './events.ts'

export interface TaskState {
  readonly status: TaskStatus
  /** Attempts that were started, of all rounds. */
  readonly attempts: number
  /** Attempts that failed; interrupted ones do not count. */
  readonly failures: number
  /** Not before this time, after a failure. */
  readonly retryAt?: number | undefined
  /** When what it waits for comes, or is given up. */
  readonly wakeAt?: number | undefined
  readonly output?: unknown
  readonly error?: Failure | undefined
  /** Of all attempts. */
  readonly usage?: Usage | undefined
  readonly startedAt?: number | undefined
  readonly completedAt?: number | undefined
  /** What `forEach` runs over. */
  readonly items?: readonly unknown[] | undefined
  /** Of `forEach` one for each item, of `until` one for each that was begun. They have no rounds of their own. */
  readonly rounds?: readonly TaskState[] | undefined
  /** How often it was completed and yet asked to run again: its effects are meant to happen anew. */
  readonly generation?: number
}

export interface Signal {
  readonly name: string
  readonly data: unknown
}

export interface ExecutionState {
  readonly status: ExecutionStatus
  readonly input: unknown
  readonly output?: unknown
  readonly error?: Failure | undefined
  readonly startedAt?: number
  readonly completedAt?: number | undefined
  readonly tasks: ReadonlyMap<string, TaskState>
  /** It has failed, and these tasks undo what was done, in this order. */
  readonly failing?: { readonly error: Failure; readonly compensations: readonly string[] } | undefined
  /** Received and not taken yet, the oldest first. */
  readonly signals: readonly Signal[]
  /** Ids of the signals that were received. */
  readonly signalIds: ReadonlySet<string>
  readonly pausedAt?: number | undefined
  /** How long it has been paused since it started, or was retried. */
  readonly pausedMs: number
  /** When the time limit of the execution began to run. */
  readonly clockFrom?: number
  /** How often it was retried after its end. */
  readonly retries: number
  /** Tasks in the order in which they were completed. */
  readonly completed: readonly string[]
}

/** The state of an execution in which nothing has happened yet. */
export function initialState(plan: WorkflowPlan): ExecutionState {
  const tasks = new Map(plan.tasks.map(({ id }) => [id, untouched]))
  return {
    status: 'pending',
    input: undefined,
    tasks,
    signals: [],
    signalIds: new Set(),
    pausedMs: 0,
    retries: 0,
    completed: [],
  }
}

/** A task, or a round of one, in which nothing has happened yet. */
export const untouched: TaskState = { status: 'pending', attempts: 0, failures: 0 }

/** The state of a task. Throws a plain Error if there is none. */
export function taskState(state: ExecutionState, id: string): TaskState {
  const task = state.tasks.get(id)
  if (task === undefined) throw new Error(`The task ${id} has no state.`)
  return task
}

/** True if nothing can happen any more, unless it is retried. */
export function isEnded(status: ExecutionStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

/** True if a task has come to its end, one way or the other. */
export function isTaskEnded(status: TaskStatus): boolean {
  return status !== 'pending' && status !== 'assigned' && status !== 'running'
}

/** True if a task has come to a bad end. */
export function isTaskFailed(status: TaskStatus): boolean {
  return status === 'failed' || status === 'timed_out'
}
