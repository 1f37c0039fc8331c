import type { Usage } from '#core/contract'

/** Why a task or an execution failed. `code` is `<executor>/<reason>`. */
export interface Failure {
  readonly code: string
  readonly message: string
  /** The task it happened in. */
  readonly task?: string
  readonly details?: unknown
}

/** Which round of a task: of `forEach` the index, of `until` the count from 0; absent where a task has no rounds. */
interface InTask {
  readonly at: number
  readonly task: string
  readonly iteration?: number
}

interface OfAttempt extends InTask {
  readonly attempt: number
}

interface AttemptEnd extends OfAttempt {
  /** What it has used up, of a language model. */
  readonly usage?: Usage
}

/**
 * What has happened in an execution. The ordered list is its history; the state follows from it alone.
 * Times are milliseconds since 1970.
 */
export type EngineEvent =
  | { readonly type: 'execution.started'; readonly at: number; readonly input: unknown }
  /** No new attempt starts; those under way end as they may. */
  | { readonly type: 'execution.paused'; readonly at: number }
  | { readonly type: 'execution.resumed'; readonly at: number }
  | { readonly type: 'execution.cancelled'; readonly at: number; readonly reason?: string }
  /** It has failed, and these tasks undo what was done, in this order, before it ends. */
  | {
      readonly type: 'execution.failing'
      readonly at: number
      readonly error: Failure
      readonly compensations: readonly string[]
    }
  /** An ended execution goes on: these tasks run again, the others keep their results. */
  | { readonly type: 'execution.retried'; readonly at: number; readonly tasks: readonly string[] }
  | { readonly type: 'execution.completed'; readonly at: number; readonly output: unknown }
  | { readonly type: 'execution.failed'; readonly at: number; readonly error: Failure }
  /** From outside. It waits for the task that asks for it. */
  | {
      readonly type: 'signal.received'
      readonly at: number
      readonly name: string
      readonly data: unknown
      /** Says that a second one is the same as the first. */
      readonly id?: string
    }
  | ({ readonly type: 'attempt.started'; readonly input: unknown } & OfAttempt)
  | ({ readonly type: 'attempt.completed'; readonly output: unknown } & AttemptEnd)
  /** With `retryAt` another attempt follows; without, the task has failed. */
  | ({ readonly type: 'attempt.failed'; readonly error: Failure; readonly retryAt?: number } & AttemptEnd)
  /** Nobody knows how it ended: the process stopped or died. It does not count as a failure. */
  | ({ readonly type: 'attempt.interrupted' } & OfAttempt)
  /** It lets time pass until then. */
  | ({ readonly type: 'timer.started'; readonly until: number } & InTask)
  | ({ readonly type: 'timer.fired' } & InTask)
  /** It waits for this signal, until then at the longest. */
  | ({ readonly type: 'signal.awaited'; readonly name: string; readonly until?: number } & InTask)
  /** The oldest signal of that name that has not been taken is taken. */
  | ({ readonly type: 'signal.delivered'; readonly name: string } & InTask)
  /** `forEach` has given these items. */
  | ({ readonly type: 'task.expanded'; readonly items: readonly unknown[] } & InTask)
  /** All its rounds are over. */
  | ({ readonly type: 'task.completed' } & InTask)
  | ({ readonly type: 'task.skipped' } & InTask)
  /** It failed otherwise than in an attempt: its condition or its input could not be evaluated, a signal did not come, a round failed. */
  | ({ readonly type: 'task.failed'; readonly error: Failure } & InTask)
  /** It failed, and its fallback gives this output in its place. */
  | ({ readonly type: 'task.recovered'; readonly output: unknown } & InTask)

/** An event that concerns one task. */
export type TaskEvent = Extract<EngineEvent, InTask>

/** True of failures by which a time limit was kept. */
export function isTimeout({ code }: Failure): boolean {
  return code.endsWith('/timeout')
}
