import type { HttpAuth, ValueOrSecret } from '#core/contract'
import type { OperationRequest } from '#core/openapi'

/** A text, or the name of an environment variable that holds it. */
export type Value = string | { readonly env: string; readonly default?: string }

/** How a capability is called over HTTP. */
export interface HttpBinding {
  readonly kind: 'http'
  readonly request: OperationRequest
  readonly baseUrl: Value
  readonly headers: Readonly<Record<string, ValueOrSecret>>
  readonly auth?: HttpAuth
  /** Of one call. */
  readonly timeoutMs: number
}

/** How a capability is called as a program. */
export interface CommandBinding {
  readonly kind: 'command'
  readonly run: readonly string[]
  /** Relative to the workspace root. */
  readonly cwd: string
  readonly env: Readonly<Record<string, ValueOrSecret>>
}

export type Binding = HttpBinding | CommandBinding

export interface RetryPolicy {
  readonly maxAttempts: number
  readonly backoff: 'fixed' | 'exponential'
  readonly initialMs: number
  readonly maxMs: number
}

/** One task, with everything that is needed to run it. */
export interface PlannedTask {
  readonly id: string
  /** Tasks that must have ended first: from `needs` and from expressions. */
  readonly needs: readonly string[]
  /** `name@version`. */
  readonly agent: string
  readonly capability: string
  readonly binding: Binding
  readonly input: unknown
  readonly when?: string | boolean
  readonly retry: RetryPolicy
  /** Of one attempt. */
  readonly timeoutMs: number
  readonly priority: number
  readonly onError: 'fail' | 'continue'
  /** Self-contained JSON Schema that the input of each attempt must fit. */
  readonly inputSchema?: unknown
  /** Self-contained JSON Schema that each output must fit; tells integers from other numbers in expressions. */
  readonly outputSchema?: unknown
}

/** A workflow ready to run: plain data that is stored at the start, so that later changes of files do not touch the run. */
export interface WorkflowPlan {
  /** `name@version`. */
  readonly workflow: string
  readonly file: string
  /** SHA-256 of the rest. */
  readonly hash: string
  readonly inputSchema?: unknown
  /** In an order in which each task comes after those it needs. */
  readonly tasks: readonly PlannedTask[]
  readonly output?: unknown
  /** How many attempts may run at the same time. */
  readonly concurrency: number
}
