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
  if (!('task' in event)) return describeExecutionEvent(event)
  const name = unitName(event)
  switch (event.type) {
    case 'attempt.started':
      return event.attempt === 1 ? `${name} started` : `${name} started again (attempt ${event.attempt})`
    case 'attempt.completed':
      return `${name} completed${lasted(state, event)}`
    case 'attempt.failed': {
      const { message } = event.error
      if (event.retryAt === undefined) return `${name} failed: ${message}`
      return `${name} failed: ${message.replace(/\.$/, '')}; next attempt in ${formatDuration(event.retryAt - event.at)}`
    }
    case 'attempt.interrupted':
      return `${name} was interrupted`
    case 'timer.started':
      return `${name} waits for ${formatDuration(event.until - event.at)}`
    case 'signal.awaited':
      return `${name} waits for the signal ${event.name}`
    case 'signal.delivered':
      return `${name} got the signal ${event.name}`
    case 'task.expanded':
      return `${name} runs ${event.items.length} times`
    case 'task.skipped':
      return `${name} skipped`
    case 'task.failed':
      return `${name} failed: ${event.error.message}`
    case 'task.recovered':
      return `${name} failed, and its fallback takes its place`
    case 'task.completed':
      return `${name} completed${lasted(state, event)}`
    case 'timer.fired':
      return undefined
  }
}

/** A task, or one round of it. */
export function unitName({ task, iteration }: { task: string; iteration?: number | undefined }): string {
  return iteration === undefined ? task : `${task}[${iteration}]`
}

function describeExecutionEvent(event: RecordedEvent): string | undefined {
  if (event.type === 'execution.paused') return 'paused'
  if (event.type === 'execution.resumed') return 'resumed'
  if (event.type === 'execution.failing') return `failed: ${event.error.message} What was done is undone.`
  return event.type === 'execution.cancelled'
    ? `cancelled${event.reason === undefined ? '' : `: ${event.reason}`}`
    : undefined
}

function lasted(state: ExecutionState, { task, iteration }: { task: string; iteration?: number }): string {
  const whole = state.tasks.get(task)
  const { startedAt, completedAt } = (iteration === undefined ? whole : whole?.rounds?.[iteration]) ?? {}
  return startedAt === undefined || completedAt === undefined ? '' : ` in ${formatDuration(completedAt - startedAt)}`
}
