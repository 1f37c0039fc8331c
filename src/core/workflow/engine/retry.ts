import type { PlannedTask, RetryPolicy } from '../plan.ts'
import type { EngineEvent, Failure } from './events.ts'
import type { TaskState } from './state.ts'

/** What an executor says about an attempt that failed. */
export interface AttemptError extends Failure {
  /** Another attempt could succeed. */
  readonly retryable: boolean
}

/** The event for a failed attempt: whether and when the plan tries again. */
export function attemptFailed(
  task: PlannedTask,
  state: TaskState,
  { error, now }: { error: AttemptError; now: number },
): EngineEvent {
  const { retryable, ...failure } = error
  const failures = state.failures + 1
  const event = {
    type: 'attempt.failed',
    at: now,
    task: task.id,
    attempt: state.attempts,
    error: { ...failure, task: task.id },
  } as const
  if (!retryable || failures >= task.retry.maxAttempts) return event
  return { ...event, retryAt: now + delayMs(task.retry, failures) }
}

/** The wait after so many failures. */
export function delayMs({ backoff, initialMs, maxMs }: RetryPolicy, failures: number): number {
  const delay = backoff === 'fixed' ? initialMs : initialMs * 2 ** (failures - 1)
  return Math.min(delay, Math.max(maxMs, initialMs))
}
