import type { ExecutionStatus, WorkflowStatus } from '#core/contract'
import type { executeAttempt } from '#core/executors'
import type { ControlRequest, EngineEvent, ExecutionState, RecordKind, WorkflowPlan } from '#core/workflow'

/** An event with its place in the history, counted from 1 without gaps. */
export type RecordedEvent = EngineEvent & { readonly seq: number }

/** What is known of an execution without its history. Times are milliseconds since 1970. */
export interface ExecutionRecord {
  readonly id: string
  readonly key: string | undefined
  /** `name@version`. */
  readonly workflow: string
  readonly status: ExecutionStatus
  /** A living process is working on it. */
  readonly isActive: boolean
  /** The execution that started it as a task. */
  readonly parent: string | undefined
  readonly createdAt: number
  readonly updatedAt: number
}

export interface ExecutionSnapshot {
  readonly record: ExecutionRecord
  readonly plan: WorkflowPlan
  readonly state: ExecutionState
}

export interface StartRequest {
  readonly plan: WorkflowPlan
  readonly input: unknown
  /** Makes the start idempotent: the second start with the same key finds the first execution. */
  readonly key?: string | undefined
  readonly parent?: string | undefined
}

export interface RunOptions {
  /** Stops cleanly: attempts in flight are interrupted and recorded as such. Where workers carry the execution out, it goes on. */
  readonly signal: AbortSignal
  /** Called after an event has become durable. */
  readonly onEvent?: (event: RecordedEvent, state: ExecutionState) => void
  /** Called with what attempts say meanwhile: nothing of it is kept. */
  readonly onMessage?: (message: TaskMessage) => void
}

/** A line that an attempt of a task has said. */
export interface TaskMessage {
  readonly task: string
  readonly iteration?: number
  /** Milliseconds since 1970. */
  readonly at: number
  readonly text: string
}

/** Where executions are kept and who carries them out: this process, with SQLite, or workers, with PostgreSQL. */
export type Engine = 'sqlite' | 'postgres'

/** What an adapter is opened with. */
export interface OpenOptions {
  readonly engine: Engine
  /** Absolute path of the workspace root. */
  readonly root: string
  /** Folder of the database and of the locks of living processes, of an engine that has some. */
  readonly folder: string
  /**
   * To do what? Only `create` makes a database where there is none; the others behave as if it were empty and leave nothing behind.
   * `read` asks for no more than that.
   */
  readonly access: 'create' | 'write' | 'read'
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Ten random bytes. */
  readonly random: () => Uint8Array
  /** What a commit survives: `full`, the default, a power cut; `normal` only the death of the process. */
  readonly durability?: 'full' | 'normal' | undefined
  /** Called around each commit of the embedded engine: where a process may die, and nothing may be lost. */
  readonly atCommit?: ((moment: 'before' | 'after') => void) | undefined
  /** Carries attempts out. Default the executors. */
  readonly execute?: typeof executeAttempt | undefined
}

/** Which executions are listed. */
export interface ListFilter {
  readonly limit: number
  readonly status?: readonly ExecutionStatus[] | undefined
  /** A name, or `name@version`. */
  readonly workflow?: string | undefined
  /** Created at this time or later. */
  readonly since?: number | undefined
}

/** An output that a task has kept, to be found apart from its execution. */
export interface TaskRecord {
  readonly executionId: string
  /** `name@version`. */
  readonly workflow: string
  /** Of the event that it came with. */
  readonly seq: number
  readonly task: string
  readonly kind: RecordKind
  readonly at: number
  readonly data: unknown
}

/** Which records are listed. */
export interface RecordFilter {
  readonly limit: number
  readonly kind?: readonly RecordKind[] | undefined
  /** A name, or `name@version`. */
  readonly workflow?: string | undefined
  /** Id or key: of this execution, and of those that it has started. */
  readonly execution?: string | undefined
  /** Kept at this time or later. */
  readonly since?: number | undefined
}

/** Which ended executions are forgotten. */
export interface PrunePolicy {
  /** Last changed before this time. */
  readonly before: number
  readonly status?: readonly ExecutionStatus[] | undefined
  /** The newest of each workflow that are kept in any case. */
  readonly keep: number
}

/** A version of a workflow. */
export interface WorkflowVersion {
  readonly name: string
  readonly version: string
  readonly status: WorkflowStatus
  /** Of the content of its plan; of a draft, as it was run last. */
  readonly hash: string
  readonly createdAt: number
  readonly updatedAt: number
}

/** Which versions are listed. */
export interface VersionFilter {
  readonly name?: string | undefined
  readonly status?: readonly WorkflowStatus[] | undefined
}

/** Keeps which versions of workflows are drafts, published and deprecated. Errors are OssaErrors with codes `workflow/…`. */
export interface WorkflowVersions {
  /** Publishes a plan for good: under its name and version there will be no other. Once more is no error. */
  publish(plan: WorkflowPlan): Promise<WorkflowVersion>
  /** Says that published versions should not be run any more: `name@version`, or all versions of a name. */
  deprecate(reference: string): Promise<readonly WorkflowVersion[]>
  /** By name, the oldest version first. */
  list(filter: VersionFilter): Promise<readonly WorkflowVersion[]>
  /** The version `name@version`, if it was ever run or published. */
  find(workflow: string): Promise<WorkflowVersion | undefined>
}

/** Keeps executions and carries them out. Errors are OssaErrors with codes `execution/…`. */
export interface Orchestrator {
  readonly versions: WorkflowVersions
  /** Creates an execution; `isNew` is false if the key was known. */
  start(request: StartRequest): Promise<{ executionId: string; isNew: boolean }>
  /** Carries an execution out until it ends, is paused or is stopped; one that has ended is returned as it is. */
  run(executionId: string, options: RunOptions): Promise<ExecutionSnapshot>
  /** Has workers carry an execution out, and does not wait. False where there are none: then only `run` does. */
  dispatch(idOrKey: string): Promise<boolean>
  /** How many workers live; undefined where there are none. */
  countWorkers(): Promise<number | undefined>
  /** Asks something of an execution, whoever carries it out, and returns how it stands once that is done. */
  control(idOrKey: string, request: ControlRequest): Promise<ExecutionSnapshot>
  /** Makes an ended execution ready to run again, from a task on or from where it failed. `run` carries it out. */
  retry(idOrKey: string, options: { from?: string | undefined }): Promise<ExecutionSnapshot>
  /** An execution by its id or its key. */
  get(idOrKey: string): Promise<ExecutionSnapshot>
  /** Newest first. */
  list(filter: ListFilter): Promise<readonly ExecutionRecord[]>
  events(idOrKey: string, options?: { after?: number }): Promise<readonly RecordedEvent[]>
  /** What tasks have kept as records, the newest first. */
  records(filter: RecordFilter): Promise<readonly TaskRecord[]>
  /** Forgets executions that have ended. Returns how many. */
  prune(policy: PrunePolicy): Promise<number>
  /** Ends at once, by force, what attempts have started: for a process that exits before `run` returns. */
  kill(): void
  close(): Promise<void>
}
