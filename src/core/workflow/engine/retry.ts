import type { Usage } from '#core/contract'
import type { PlannedTask, RetryPolicy } from '../plan.ts'
import type { EngineEvent, Failure } from './events.ts'
import type { TaskState } from './state.ts'

/** What an executor says about an attempt that failed. */
export interface AttemptError extends Failure {
  /** Another attempt could succeed. */
  readonly retryable: boolean
  /** The service asked not to be called again before so long. */
  readonly retryAfterMs?: number
}

/** Of the failure of an execution that an agent has forbidden to go on. What is denied is not tried again. */
export const deniedCode = 'workflow/denied'

/** An attempt that failed, with what decides whether and when there is another. */
export interface FailedAttempt {
  readonly error: AttemptError
  readonly usage?: Usage | undefined
  readonly iteration?: number | undefined
  readonly now: number
  /** At least 0, less than 1. */
  readonly random: number
}

/** The event for a failed attempt: whether and when the plan tries again. `unit` is the task, or the round it happened in. */
export function attemptFailed(task: PlannedTask, unit: TaskState, failed: FailedAttempt): EngineEvent {
  const { error, usage, iteration, now, random } = failed
  const { retryable, retryAfterMs = 0, ...failure } = error
  const failures = unit.failures + 1
  const event = {
    type: 'attempt.failed',
    at: now,
    task: task.id,
    ...(iteration === undefined ? {} : { iteration }),
    attempt: unit.attempts,
    error: { ...failure, task: task.id },
    ...(usage === undefined ? {} : { usage }),
  } as const
  const { retry } = task
  const isWorthwhile = retry.retryOn === undefined ? retryable : retry.retryOn.some((code) => covers(code, error.code))
  if (!isWorthwhile || error.code === deniedCode || failures >= retry.maxAttempts) return event
  return { ...event, retryAt: now + Math.max(delayMs(retry, failures, random), retryAfterMs) }
}

/** The wait after so many failures. */
export function delayMs({ backoff, initialMs, maxMs, jitter }: RetryPolicy, failures: number, random: number): number {
  const delay = backoff === 'fixed' ? initialMs : initialMs * 2 ** (failures - 1)
  const limited = Math.min(delay, Math.max(maxMs, initialMs))
  return jitter === true ? Math.round(limited * (0.5 + random / 2)) : limited
}

function covers(pattern: string, code: string): boolean {
  const parts = pattern.split('*')
  const [first = ''] = parts
  if (parts.length === 1) return pattern === code
  if (!code.startsWith(first) || !code.endsWith(parts.at(-1) ?? '')) return false
  let from = first.length
  for (const part of parts.slice(1)) {
    const found = code.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return true
}
