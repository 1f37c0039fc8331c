import type { ExecutionStatus, TaskStatus } from '#core/contract'
import type { WorkflowPlan } from '../plan.ts'
import type { Failure } from './events.ts'

export interface TaskState {
  readonly status: TaskStatus
  /** Attempts that were started. */
  readonly attempts: number
  /** Attempts that failed; interrupted ones do not count. */
  readonly failures: number
  /** Not before this time, after a failure. */
  readonly retryAt?: number | undefined
  readonly output?: unknown
  readonly error?: Failure | undefined
  readonly startedAt?: number
  readonly completedAt?: number
}

export interface ExecutionState {
  readonly status: ExecutionStatus
  readonly input: unknown
  readonly output?: unknown
  readonly error?: Failure
  readonly startedAt?: number
  readonly completedAt?: number
  readonly tasks: ReadonlyMap<string, TaskState>
}

/** The state of an execution in which nothing has happened yet. */
export function initialState(plan: WorkflowPlan): ExecutionState {
  const tasks = new Map(plan.tasks.map(({ id }) => [id, { status: 'pending', attempts: 0, failures: 0 } as TaskState]))
  return { status: 'pending', input: undefined, tasks }
}

/** True if nothing can happen any more. */
export function isEnded(status: ExecutionStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled'
}

/** True if a task has come to its end, one way or the other. */
export function isTaskEnded(status: TaskStatus): boolean {
  return status !== 'pending' && status !== 'running'
}
