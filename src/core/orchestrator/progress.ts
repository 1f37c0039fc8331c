import type { ExecutionShowOutput, RunWorkflowOutput } from '#core/contract'
import { formatDuration } from '#core/diagnostics'
import { type ExecutionState, initialState, isEnded, reduce } from '#core/workflow'
import { followEvents, untilLeft } from './ask.ts'
import { type LiveExecution, liveExecutions } from './live.ts'
import { toRunOutput, toShowOutput } from './output.ts'
import type { Orchestrator, RecordedEvent, TaskMessage } from './port.ts'

export interface Progress {
  /** What has just happened, in one line; undefined if it is not worth one. */
  readonly line?: string | undefined
  /** What there is to say about single tasks. */
  readonly messages: readonly TaskMessage[]
  /** Where the execution stands. Worked out when it is asked for. */
  readonly current: () => LiveExecution
}

/** How an execution is watched. */
export interface Watching {
  readonly signal: AbortSignal
  readonly now: () => number
  readonly onProgress: (progress: Progress) => void
}

/** Carries an execution out and tells how it goes. */
export async function runWithProgress(
  runs: Orchestrator,
  executionId: string,
  { signal, now, onProgress }: Watching,
): Promise<RunWorkflowOutput> {
  const start = await runs.get(executionId)
  const live = liveExecutions(start.record.id, start.plan)
  let { state } = start
  const current = () => live(state)
  onProgress({ messages: [], current })
  const snapshot = await runs.run(executionId, {
    signal,
    onEvent: (event, after) => {
      state = after
      onProgress({ ...described(event, state), current })
    },
    onMessage: (message) => onProgress({ messages: [message], current }),
  })
  return toRunOutput(snapshot, now())
}

/** Tells how an execution goes that others carry out, from its beginning to its end or until nobody wants to know. */
export async function watchExecution(
  runs: Orchestrator,
  idOrKey: string,
  { signal, now, onProgress }: Watching,
): Promise<ExecutionShowOutput> {
  const { record, plan, state: found } = await runs.get(idOrKey)
  const live = liveExecutions(record.id, plan)
  let replayed = initialState(plan)
  let state = found
  const current = () => live(state)
  onProgress({ messages: [], current })
  const onEvent = (event: RecordedEvent) => {
    replayed = reduce(replayed, event)
    state = replayed
    onProgress({ ...described(event, state), current })
  }
  await followEvents(runs, record.id, { signal, onEvent })
  return toShowOutput(await runs.get(record.id), now())
}

/** Tells how an execution goes on: watches it for as long as another process carries it out, and else carries it out. */
export async function joinExecution(runs: Orchestrator, id: string, watching: Watching): Promise<RunWorkflowOutput> {
  const { signal, now } = watching
  const hasWorkers = (await runs.countWorkers()) !== undefined
  if (!hasWorkers && (await runs.get(id)).record.isActive) {
    const over = new AbortController()
    const left = untilLeft(runs, id, signal).finally(() => over.abort())
    await watchExecution(runs, id, { ...watching, signal: AbortSignal.any([signal, over.signal]) })
    await left
    const snapshot = await runs.get(id)
    const { status } = snapshot.record
    if (signal.aborted || status === 'paused' || isEnded(status)) return toRunOutput(snapshot, now())
  }
  return runWithProgress(runs, id, watching)
}

function described(event: RecordedEvent, state: ExecutionState): Omit<Progress, 'current'> {
  const line = describeEvent(event, state)
  if (!('task' in event)) return { line, messages: [] }
  const { at, task, iteration } = event
  const data =
    event.type === 'attempt.started'
      ? `input ${JSON.stringify(event.input)}`
      : event.type === 'attempt.completed'
        ? `output ${JSON.stringify(event.output)}`
        : undefined
  // The name is known where it is shown.
  const texts = [line?.slice(unitName(event).length + 1), data].flatMap((text) => text ?? [])
  return {
    line,
    messages: texts.map((text) => ({ at, task, ...(iteration === undefined ? {} : { iteration }), text })),
  }
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
