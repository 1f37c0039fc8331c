import type {
  ExecutionError,
  ExecutionEventsOutput,
  ExecutionRecordsOutput,
  ExecutionShowOutput,
  ExecutionSummary,
  RunWorkflowOutput,
  TaskResult,
  WorkflowsOutput,
} from '#core/contract'
import { type ExecutionState, type Failure, isPrimary, type TaskState } from '#core/workflow'
import type { ExecutionRecord, ExecutionSnapshot, RecordedEvent, TaskRecord, WorkflowVersion } from './port.ts'

/** What `run workflow --json` prints. `now` closes the duration of an execution that has not ended. */
export function toRunOutput({ record, plan, state }: ExecutionSnapshot, now: number): RunWorkflowOutput {
  const end = state.completedAt ?? now
  return {
    executionId: record.id,
    workflow: plan.workflow,
    status: state.status,
    output: state.output ?? null,
    ...(state.error === undefined ? {} : { error: toError(state.error) }),
    tasks: Object.fromEntries(
      plan.tasks
        .filter((task) => isPrimary(task) || hasRun(state, task.id))
        .map(({ id }) => [id, toTaskResult(state.tasks.get(id))]),
    ),
    durationMs: Math.max(0, end - (state.startedAt ?? end)),
  }
}

/** What `execution show --json` prints. */
export function toShowOutput(snapshot: ExecutionSnapshot, now: number): ExecutionShowOutput {
  const { workflow: _workflow, ...summary } = toSummary(snapshot.record)
  return { ...summary, ...toRunOutput(snapshot, now), input: snapshot.state.input ?? null }
}

/** One line of `execution list --json`. */
export function toSummary({
  id,
  key,
  workflow,
  status,
  isActive,
  parent,
  createdAt,
  updatedAt,
}: ExecutionRecord): ExecutionSummary {
  return {
    executionId: id,
    ...(key === undefined ? {} : { key }),
    workflow,
    status,
    active: isActive,
    ...(parent === undefined ? {} : { parent }),
    createdAt: iso(createdAt),
    updatedAt: iso(updatedAt),
  }
}

/** What `execution records --json` prints. */
export function toRecordsOutput(records: readonly TaskRecord[]): ExecutionRecordsOutput {
  return { records: records.map(({ at, ...record }) => ({ ...record, at: iso(at) })) }
}

/** What the commands of `workflow` print with `--json`. */
export function toWorkflowsOutput(versions: readonly WorkflowVersion[]): WorkflowsOutput {
  return {
    workflows: versions.map(({ createdAt, updatedAt, ...version }) => ({
      ...version,
      createdAt: iso(createdAt),
      updatedAt: iso(updatedAt),
    })),
  }
}

// What undoes or replaces another task is of no interest unless it was needed.
function hasRun(state: ExecutionState, id: string): boolean {
  return (state.tasks.get(id)?.attempts ?? 0) > 0
}

function toTaskResult(task: TaskState | undefined): TaskResult {
  if (task === undefined) return { status: 'pending', attempts: 0 }
  const { status, attempts, startedAt, completedAt, error, usage } = task
  return {
    status,
    attempts,
    ...(startedAt === undefined ? {} : { startedAt: iso(startedAt) }),
    ...(completedAt === undefined ? {} : { completedAt: iso(completedAt) }),
    ...(error === undefined ? {} : { error: toError(error) }),
    ...(usage === undefined ? {} : { usage }),
  }
}

function toError({ code, message, task, details }: Failure): ExecutionError {
  return { code, message, ...(task === undefined ? {} : { task }), ...(details === undefined ? {} : { details }) }
}

/** An event as `execution events` prints it. */
export function toTimedEvent({ at, ...event }: RecordedEvent): ExecutionEventsOutput[number] {
  const retry = 'retryAt' in event && event.retryAt !== undefined ? { retryAt: iso(event.retryAt) } : {}
  const until = 'until' in event && event.until !== undefined ? { until: iso(event.until) } : {}
  return { ...event, ...retry, ...until, at: iso(at) }
}

// RFC 3339, in UTC.
function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}
