import { toCel } from '#core/expression'
import type { PlannedTask } from '../plan.ts'
import { type EngineCommand, record } from './command.ts'
import { condition, seenOutput } from './evaluate.ts'
import type { Failure } from './events.ts'
import { isTaskEnded, isTaskFailed, type TaskState, untouched } from './state.ts'
import { failed, nextOfUnit, type Situation, scopeOf } from './unit.ts'

/** A task that runs once for each item. */
export function nextOfForEach(
  task: PlannedTask,
  { rounds = [], items = [] }: TaskState,
  situation: Situation,
): EngineCommand[] {
  const { now } = situation
  const fatal = task.onError === 'continue' ? undefined : rounds.findIndex(({ status }) => isTaskFailed(status))
  if (fatal !== undefined && fatal >= 0) return [failed(task, { now, error: inRound(rounds[fatal], fatal) })]
  if (rounds.every(({ status }) => isTaskEnded(status)))
    return [record({ type: 'task.completed', at: now, task: task.id })]
  let free = (task.forEach?.concurrency ?? rounds.length) - rounds.filter(({ status }) => status === 'running').length
  const commands: EngineCommand[] = []
  for (const [index, round] of rounds.entries()) {
    if (round.status !== 'pending' || (free <= 0 && (round.retryAt ?? 0) <= now)) continue
    const local = { item: toCel(items[index], task.forEach?.itemSchema), index: BigInt(index) }
    const next = nextOfUnit(task, round, { situation, iteration: index, local })
    free -= next.filter(({ do: what }) => what === 'start').length
    commands.push(...next)
  }
  return commands
}

/** A task that runs until its condition is true. */
export function nextOfUntil(task: PlannedTask, { rounds = [] }: TaskState, situation: Situation): EngineCommand[] {
  const { plan, state, now } = situation
  const { condition: template = '', maxIterations = 1 } = task.until ?? {}
  const last = rounds.at(-1)
  const index = Math.max(0, rounds.length - 1)
  if (last === undefined) return nextRound(task, untouched, { index: 0, rounds, situation })
  if (isTaskFailed(last.status)) return [failed(task, { now, error: inRound(last, index) })]
  if (last.status !== 'completed') return nextRound(task, last, { index, rounds, situation })
  const local = { output: seenOutput(task, last.output), iteration: BigInt(index) }
  const isDone = condition(template, scopeOf(task, { plan, state }, local))
  if ('error' in isDone) return [failed(task, { now, error: isDone.error })]
  if (isDone.value) return [record({ type: 'task.completed', at: now, task: task.id })]
  if (rounds.length < maxIterations) return nextRound(task, untouched, { index: index + 1, rounds, situation })
  const message = `The condition of \`until\` did not come true in ${maxIterations} iterations.`
  return [failed(task, { now, error: { code: 'workflow/too-many-iterations', message } })]
}

function nextRound(
  task: PlannedTask,
  round: TaskState,
  { index, rounds, situation }: { index: number; rounds: readonly TaskState[]; situation: Situation },
): EngineCommand[] {
  const before = index === 0 ? null : seenOutput(task, rounds[index - 1]?.output)
  const local = { iteration: BigInt(index), previous: before }
  return nextOfUnit(task, round, { situation, iteration: index, local })
}

function inRound(round: TaskState | undefined, index: number): Failure {
  const error = round?.error ?? { code: 'workflow/task-failed', message: 'The task failed.' }
  return { ...error, message: `In iteration ${index}: ${error.message}` }
}
