/** Why a task or an execution failed. `code` is `<executor>/<reason>`. */
export interface Failure {
  readonly code: string
  readonly message: string
  /** The task it happened in. */
  readonly task?: string
  readonly details?: unknown
}

/**
 * What has happened in an execution. The ordered list is its history; the state follows from it alone.
 * Times are milliseconds since 1970.
 */
export type EngineEvent =
  | { readonly type: 'execution.started'; readonly at: number; readonly input: unknown }
  | {
      readonly type: 'attempt.started'
      readonly at: number
      readonly task: string
      readonly attempt: number
      readonly input: unknown
    }
  | {
      readonly type: 'attempt.completed'
      readonly at: number
      readonly task: string
      readonly attempt: number
      readonly output: unknown
    }
  /** With `retryAt` another attempt follows; without, the task has failed. */
  | {
      readonly type: 'attempt.failed'
      readonly at: number
      readonly task: string
      readonly attempt: number
      readonly error: Failure
      readonly retryAt?: number
    }
  /** Nobody knows how it ended: the process stopped or died. It does not count as a failure. */
  | { readonly type: 'attempt.interrupted'; readonly at: number; readonly task: string; readonly attempt: number }
  | { readonly type: 'task.skipped'; readonly at: number; readonly task: string }
  /** It failed before an attempt could start: its condition or its input could not be evaluated. */
  | { readonly type: 'task.failed'; readonly at: number; readonly task: string; readonly error: Failure }
  | { readonly type: 'execution.completed'; readonly at: number; readonly output: unknown }
  | { readonly type: 'execution.failed'; readonly at: number; readonly error: Failure }
