import type { RunWorkflowOutput } from '#core/contract'
import { formatDuration } from '#core/diagnostics'
import type { ExecutionState } from '#core/workflow'
import { toRunOutput } from './output.ts'
import type { ExecutionSnapshot, Orchestrator, RecordedEvent } from './port.ts'

export interface Progress {
  /** What has just happened, in one line; undefined if it is not worth one. */
  readonly line: string | undefined
  /** Where the execution stands. */
  readonly output: RunWorkflowOutput
}

/** Carries an execution out and tells how it goes. */
export async function runWithProgress(
  orchestrator: Orchestrator,
  executionId: string,
  { signal, now, onProgress }: { signal: AbortSignal; now: () => number; onProgress: (progress: Progress) => void },
): Promise<RunWorkflowOutput> {
  const start = await orchestrator.get(executionId)
  const outputOf = (snapshot: Pick<ExecutionSnapshot, 'state'>) =>
    toRunOutput({ ...start, state: snapshot.state }, now())
  onProgress({ line: undefined, output: outputOf(start) })
  const onEvent = (event: RecordedEvent, state: ExecutionState) =>
    onProgress({ line: describeEvent(event, state), output: outputOf({ state }) })
  return toRunOutput(await orchestrator.run(executionId, { signal, onEvent }), now())
}

/** An event in one line, for a log. */
export function describeEvent(event: RecordedEvent, state: ExecutionState): string | undefined {
  switch (event.type) {
    case 'attempt.started':
      return event.attempt === 1 ? `${event.task} started` : `${event.task} started again (attempt ${event.attempt})`
    case 'attempt.completed':
      return `${event.task} completed${lasted(state, event.task)}`
    case 'attempt.failed': {
      const { message } = event.error
      if (event.retryAt === undefined) return `${event.task} failed: ${message}`
      return `${event.task} failed: ${message.replace(/\.$/, '')}; next attempt in ${formatDuration(event.retryAt - event.at)}`
    }
    case 'attempt.interrupted':
      return `${event.task} was interrupted`
    case 'task.skipped':
      return `${event.task} skipped`
    case 'task.failed':
      return `${event.task} failed: ${event.error.message}`
    default:
      return undefined
  }
}

function lasted(state: ExecutionState, id: string): string {
  const { startedAt, completedAt } = state.tasks.get(id) ?? {}
  return startedAt === undefined || completedAt === undefined ? '' : ` in ${formatDuration(completedAt - startedAt)}`
}
