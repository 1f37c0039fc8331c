import { parseDuration } from '../duration.ts'
import type { PlannedTask, SignalBinding, WaitBinding } from '../plan.ts'
import { type EngineCommand, record } from './command.ts'
import { evaluated } from './evaluate.ts'
import type { TaskState } from './state.ts'
import { failed, type Situation, scopeOf, shortJson } from './unit.ts'

type Waiting = PlannedTask & { readonly binding: WaitBinding }

/** A task that lets time pass. */
export function nextOfWait(task: Waiting, unit: TaskState, { plan, state, now }: Situation): EngineCommand[] {
  if (unit.wakeAt !== undefined)
    return unit.wakeAt <= now
      ? [record({ type: 'timer.fired', at: now, task: task.id })]
      : [{ do: 'wait', until: unit.wakeAt }]
  const length = evaluated(task.binding.for, scopeOf(task, { plan, state }))
  if ('error' in length) return [failed(task, { now, error: length.error })]
  const until = endOfWait(length.value, now)
  if (until !== undefined) return [record({ type: 'timer.started', at: now, task: task.id, until })]
  const message = `${shortJson(length.value)} is neither a duration such as 2h nor a point in time such as 2030-01-31T12:00:00Z.`
  return [failed(task, { now, error: { code: 'workflow/no-duration', message } })]
}

function endOfWait(length: unknown, now: number): number | undefined {
  if (typeof length !== 'string') return undefined
  const duration = parseDuration(length)
  if (duration !== undefined) return now + duration
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(length)
    ? Date.parse(length)
    : Number.NaN
  return Number.isNaN(time) ? undefined : time
}

type Asking = PlannedTask & { readonly binding: SignalBinding }

/** A task that waits for something from outside. */
export function nextOfSignal(task: Asking, unit: TaskState, { state, now }: Situation): EngineCommand[] {
  const { name, limitMs } = task.binding
  const at = { at: now, task: task.id }
  if (unit.status === 'pending') {
    const until = limitMs === undefined ? {} : { until: now + limitMs }
    return [record({ type: 'signal.awaited', ...at, name, ...until })]
  }
  if (state.signals.some((signal) => signal.name === name)) return [record({ type: 'signal.delivered', ...at, name })]
  if (unit.wakeAt === undefined) return []
  if (unit.wakeAt > now) return [{ do: 'wait', until: unit.wakeAt }]
  return [
    failed(task, { now, error: { code: 'workflow/timeout', message: `The signal ${name} did not come in time.` } }),
  ]
}
