import type { TaskStatus, Usage } from '#core/contract'
import { isTimeout, type TaskEvent } from './events.ts'
import { isTaskEnded, isTaskFailed, type TaskState, untouched } from './state.ts'
import { canTaskMove } from './transitions.ts'
import { addUsage } from './usage.ts'

/** The state of a task after an event that concerns it; undefined if the event cannot follow. `signal` is what is delivered. */
export function reduceTask(task: TaskState, event: TaskEvent, signal: unknown): TaskState | undefined {
  if (event.iteration !== undefined) return reduceRound(task, event, event.iteration)
  switch (event.type) {
    case 'task.expanded': {
      if (task.status !== 'pending' || task.rounds !== undefined) return undefined
      const rounds = event.items.map(() => untouched)
      return move(task, 'running', { items: event.items, rounds, startedAt: event.at })
    }
    case 'task.completed': {
      const { rounds, items } = task
      if (rounds === undefined) return undefined
      const outputs = rounds.map(({ output }) => output ?? null)
      return move(task, 'completed', { output: items === undefined ? outputs.at(-1) : outputs, completedAt: event.at })
    }
    case 'task.recovered':
      if (!isTaskFailed(task.status)) return undefined
      return move(task, 'completed', { output: event.output, completedAt: event.at })
    default:
      return task.rounds === undefined ? reduceUnit(task, event, signal) : reduceWhole(task, event)
  }
}

// A task with rounds fails as a whole when a round has failed; the other rounds are given up.
function reduceWhole(task: TaskState, event: TaskEvent): TaskState | undefined {
  if (event.type !== 'task.failed') return undefined
  const rounds = (task.rounds ?? []).map((round): TaskState => {
    return isTaskEnded(round.status) ? round : { ...round, status: 'cancelled', completedAt: event.at }
  })
  return failed({ ...task, rounds }, event)
}

function reduceRound(task: TaskState, event: TaskEvent, iteration: number): TaskState | undefined {
  const rounds = task.rounds ?? []
  // The next round of `until` comes into being with its first attempt.
  const isNext = task.items === undefined && iteration === rounds.length && event.type === 'attempt.started'
  const round = isNext ? untouched : rounds[iteration]
  if (round === undefined || isTaskEnded(task.status)) return undefined
  const next = reduceUnit(round, event, undefined)
  if (next === undefined) return undefined
  return {
    ...task,
    status: 'running',
    startedAt: task.startedAt ?? event.at,
    attempts: task.attempts + next.attempts - round.attempts,
    failures: task.failures + next.failures - round.failures,
    ...('usage' in event ? { usage: addUsage(task.usage, event.usage) } : {}),
    rounds: isNext ? [...rounds, next] : rounds.with(iteration, next),
  }
}

function using(unit: TaskState, { usage }: { readonly usage?: Usage }): TaskState {
  return usage === undefined ? unit : { ...unit, usage: addUsage(unit.usage, usage) }
}

/** What can happen to a task without rounds, or to one round. */
function reduceUnit(unit: TaskState, event: TaskEvent, signal: unknown): TaskState | undefined {
  const { at } = event
  switch (event.type) {
    case 'attempt.started': {
      if (event.attempt !== unit.attempts + 1 || unit.status !== 'pending') return undefined
      return move(unit, 'running', { attempts: event.attempt, startedAt: unit.startedAt ?? at })
    }
    case 'attempt.completed':
      if (!isUnderWay(unit, event.attempt)) return undefined
      return move(using(unit, event), 'completed', { output: event.output, error: undefined, completedAt: at })
    case 'attempt.failed': {
      if (!isUnderWay(unit, event.attempt)) return undefined
      const counted = { ...using(unit, event), failures: unit.failures + 1 }
      if (event.retryAt === undefined) return failed(counted, event)
      return move(counted, 'pending', { error: event.error, retryAt: event.retryAt })
    }
    case 'attempt.interrupted':
      return isUnderWay(unit, event.attempt) ? move(unit, 'pending', {}) : undefined
    case 'timer.started':
      return unit.status === 'pending' ? move(unit, 'running', { wakeAt: event.until, startedAt: at }) : undefined
    case 'timer.fired':
      if (unit.status !== 'running' || unit.wakeAt === undefined) return undefined
      return move(unit, 'completed', { output: null, completedAt: at })
    case 'signal.awaited':
      return move(unit, 'assigned', { startedAt: at, ...(event.until === undefined ? {} : { wakeAt: event.until }) })
    case 'signal.delivered':
      return unit.status === 'assigned' ? move(unit, 'completed', { output: signal, completedAt: at }) : undefined
    case 'task.skipped':
      return unit.status === 'pending' ? move(unit, 'skipped', { completedAt: at }) : undefined
    case 'task.failed':
      return unit.status === 'pending' || unit.status === 'assigned' ? failed(unit, event) : undefined
    default:
      return undefined
  }
}

function failed(task: TaskState, { at, error }: Extract<TaskEvent, { error: unknown }>): TaskState | undefined {
  const isLate = isTimeout(error) && task.status !== 'pending'
  return move(task, isLate ? 'timed_out' : 'failed', { error, completedAt: at })
}

function isUnderWay({ status, attempts, wakeAt }: TaskState, attempt: number): boolean {
  return status === 'running' && attempts === attempt && wakeAt === undefined
}

function move(task: TaskState, status: TaskStatus, change: Partial<TaskState>): TaskState | undefined {
  if (!canTaskMove(task.status, status)) return undefined
  if (!('retryAt' in task || 'wakeAt' in task)) return { ...task, ...change, status }
  const { retryAt: _retryAt, wakeAt: _wakeAt, ...rest } = task
  return { ...rest, ...change, status }
}
