import { canonicalJson } from '#core/json'
import type { WorkflowPlan } from '../plan.ts'
import { decide } from './decide.ts'
import type { EngineEvent } from './events.ts'
import { reduce } from './reduce.ts'
import { type ExecutionState, initialState } from './state.ts'

export interface Divergence {
  /** The place of the event in the history, counted from 1. */
  readonly seq: number
  readonly recorded: string
  /** What the plan decides instead; empty: nothing yet. */
  readonly decided: readonly string[]
}

/** What the engine decides; everything else is what happens to it. */
const decisions: ReadonlySet<EngineEvent['type']> = new Set([
  'attempt.started',
  'timer.started',
  'timer.fired',
  'signal.awaited',
  'signal.delivered',
  'task.expanded',
  'task.completed',
  'task.skipped',
  'task.failed',
  'task.recovered',
  'execution.failing',
  'execution.completed',
  'execution.failed',
])

/** Makes the decisions of a history again with a plan, and returns the first that would be another. */
export function firstDivergence(plan: WorkflowPlan, history: readonly EngineEvent[]): Divergence | undefined {
  let state = initialState(plan)
  for (const [index, event] of history.entries()) {
    const decided = decisions.has(event.type) ? decidedAt(plan, state, event.at) : undefined
    if (decided !== undefined && !decided.some((each) => isSame(each, event)))
      return { seq: index + 1, recorded: inWords(event), decided: decided.map(inWords) }
    const next = after(state, event)
    if (next === undefined) return { seq: index + 1, recorded: inWords(event), decided: (decided ?? []).map(inWords) }
    state = next
  }
  return undefined
}

function decidedAt(plan: WorkflowPlan, state: ExecutionState, at: number): EngineEvent[] {
  return decide(plan, state, at).flatMap((command): EngineEvent[] => {
    if (command.do === 'record') return [command.event]
    if (command.do === 'wait') return []
    const { task, iteration, attempt, input } = command
    const round = iteration === undefined ? {} : { iteration }
    return [{ type: 'attempt.started', at, task: task.id, ...round, attempt, input }]
  })
}

// The task may not be there any more.
function after(state: ExecutionState, event: EngineEvent): ExecutionState | undefined {
  if ('task' in event && !state.tasks.has(event.task)) return undefined
  return reduce(state, event)
}

function isSame(a: EngineEvent, b: EngineEvent): boolean {
  const { at: _a, ...one } = a
  const { at: _b, seq: _seq, ...other } = b as EngineEvent & { seq?: number }
  return canonicalJson(one) === canonicalJson(other)
}

const longest = 120

function inWords(event: EngineEvent): string {
  const { type, at: _at, seq: _seq, ...rest } = event as EngineEvent & { seq?: number }
  const text = `${type} ${JSON.stringify(rest)}`
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
