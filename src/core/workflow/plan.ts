import type { HttpAuth, SecretReference, ValueOrSecret } from '#core/contract'
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

/** How a capability is called as a tool of an MCP server. */
export interface McpBinding {
  readonly kind: 'mcp'
  readonly tool: string
  readonly server: McpProgram | McpAddress
}

/** A server that is started for the call, and spoken to over its standard input and output. */
export interface McpProgram {
  readonly run: readonly string[]
  /** Relative to the workspace root. */
  readonly cwd: string
  readonly env: Readonly<Record<string, ValueOrSecret>>
}

/** A server that is there, spoken to over HTTP. */
export interface McpAddress {
  readonly url: Value
  readonly headers: Readonly<Record<string, ValueOrSecret>>
  readonly auth?: HttpAuth
}

/** How a capability is asked of a language model. */
export interface LlmBinding {
  readonly kind: 'llm'
  /** The API that it speaks. */
  readonly api: 'openai' | 'anthropic'
  readonly baseUrl: string
  readonly model: string
  readonly apiKey?: SecretReference
  /** What the agent is told to do and to be. */
  readonly instructions?: string
  /** What the capability is for. */
  readonly description?: string
  readonly temperature?: number
  /** Of one answer. */
  readonly maxTokens?: number
  /** US dollars for a million tokens. */
  readonly price?: { readonly input: number; readonly output: number }
}

/** How a capability is asked of an agent that speaks A2A. */
export interface A2aBinding {
  readonly kind: 'a2a'
  /** Where its card is, or the card itself. */
  readonly agent: { readonly url: string } | { readonly card: unknown }
  readonly headers: Readonly<Record<string, ValueOrSecret>>
  readonly auth?: HttpAuth
}

/** How an executor carries out an attempt. */
export type Binding = HttpBinding | CommandBinding | McpBinding | LlmBinding | A2aBinding

/** Let time pass. Durable: the process need not live meanwhile. */
export interface WaitBinding {
  readonly kind: 'wait'
  /** A duration such as `2h`, or a template that gives one, or a point in time (RFC 3339). */
  readonly for: string
}

/** Wait for a signal from outside: an event, or what a person decides. */
export interface SignalBinding {
  readonly kind: 'signal'
  readonly name: string
  /** Who is asked, where a person is. */
  readonly role?: string
  /** From the moment it is awaited; none: for ever. */
  readonly limitMs?: number
}

/** Another workflow, carried out as an execution of its own. */
export interface WorkflowBinding {
  readonly kind: 'workflow'
  readonly plan: WorkflowPlan
}

/** What a task does: something that an executor carries out, or something that the planner sees to. */
export type TaskBinding = Binding | WaitBinding | SignalBinding | WorkflowBinding

export interface RetryPolicy {
  readonly maxAttempts: number
  readonly backoff: 'fixed' | 'exponential'
  readonly initialMs: number
  readonly maxMs: number
  /** Wait between half of the time and all of it, so that many do not come back at once. */
  readonly jitter?: boolean
  /** Codes of the failures that are worth another attempt, `*` for any part. Default those that their executor calls passing. */
  readonly retryOn?: readonly string[]
}

/** What stands in for a task that has failed: a value, or another task. */
export type Fallback = { readonly output: unknown } | { readonly task: string }

/** One task, with everything that is needed to run it. */
export interface PlannedTask {
  readonly id: string
  /** Tasks that must have ended first: from `needs` and from expressions. */
  readonly needs: readonly string[]
  /** `name@version`. */
  readonly agent?: string
  readonly capability?: string
  readonly binding: TaskBinding
  readonly input: unknown
  readonly when?: string | boolean
  readonly retry: RetryPolicy
  /** Of one attempt. */
  readonly timeoutMs: number
  readonly priority: number
  readonly onError: 'fail' | 'continue' | { readonly fallback: Fallback }
  /** Once for each item of a list; expressions read `item` and `index`. The output is the list of outputs. */
  readonly forEach?: { readonly items: unknown; readonly concurrency?: number; readonly itemSchema?: unknown }
  /** Again and again until this is true of `output`; expressions read `iteration` and the `previous` output. */
  readonly until?: { readonly condition: string; readonly maxIterations: number }
  /** True of the `output`: the agent has forbidden to go on, and the execution fails. */
  readonly denyWhen?: string
  /** Runs only to undo that task, after the execution has failed. */
  readonly compensates?: string
  /** Runs only in the place of that task, after it has failed. */
  readonly fallbackFor?: string
  /** How many attempts its agent takes at the same time. */
  readonly agentConcurrency?: number
  /** What the output is to be kept as, to be found apart from its execution. */
  readonly record?: RecordKind
  /** Self-contained JSON Schema that the input of each attempt must fit. */
  readonly inputSchema?: unknown
  /** Self-contained JSON Schema that each output must fit; tells integers from other numbers in expressions. */
  readonly outputSchema?: unknown
}

/** What a feedback loop leaves behind. */
export type RecordKind = (typeof recordKinds)[number]

/** The kinds of records, in the order in which a feedback loop makes them. */
export const recordKinds = ['task', 'result', 'metric', 'decision', 'lesson', 'policy'] as const

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
  /** Of the whole execution, pauses left out. None unless set. */
  readonly timeoutMs?: number
}

/** True of the tasks that a plan carries out in any case: those that only undo or replace others are not among them. */
export function isPrimary({ compensates, fallbackFor }: PlannedTask): boolean {
  return compensates === undefined && fallbackFor === undefined
}

const known = new WeakMap<WorkflowPlan, ReadonlyMap<string, PlannedTask>>()

/** The tasks of a plan by their ids. */
export function tasksById(plan: WorkflowPlan): ReadonlyMap<string, PlannedTask> {
  const tasks = known.get(plan) ?? new Map(plan.tasks.map((task) => [task.id, task]))
  known.set(plan, tasks)
  return tasks
}
