import { type EngineEvent, type ExecutionState, initialState, reduce, type WorkflowPlan } from '#core/workflow'
import type { RecordedEvent, RunOptions } from '../port.ts'
import type { Journal } from './journal.ts'

/** The state that a history leads to. */
export function replay(plan: WorkflowPlan, events: readonly EngineEvent[]): ExecutionState {
  return events.reduce(reduce, initialState(plan))
}

/** What has to be recorded before an execution goes on: its start, or that nobody knows how its attempts in flight ended. */
export function openingEvents(state: ExecutionState, { input, now }: { input: unknown; now: number }): EngineEvent[] {
  if (state.status === 'pending') return [{ type: 'execution.started', at: now, input }]
  return [...state.tasks].flatMap(([task, { status, attempts }]): EngineEvent[] =>
    status === 'running' ? [{ type: 'attempt.interrupted', at: now, task, attempt: attempts }] : [],
  )
}

/** Numbers the events of one execution and makes them durable, in order. */
export class HistoryWriter {
  readonly #executionId: string
  readonly #journal: Journal
  readonly #owner: string
  readonly #onEvent: RunOptions['onEvent']
  #seq: number

  constructor(
    executionId: string,
    lastSeq: number,
    options: { journal: Journal; owner: string; onEvent: RunOptions['onEvent'] },
  ) {
    this.#executionId = executionId
    this.#seq = lastSeq
    this.#journal = options.journal
    this.#owner = options.owner
    this.#onEvent = options.onEvent
  }

  readonly record = async (events: readonly EngineEvent[], state: ExecutionState): Promise<void> => {
    if (events.length === 0) return
    const numbered = events.map((event, index): RecordedEvent => ({ ...event, seq: this.#seq + index + 1 }))
    await this.#journal.append({
      executionId: this.#executionId,
      owner: this.#owner,
      events: numbered,
      status: state.status,
    })
    this.#seq += numbered.length
    for (const event of numbered) this.#onEvent?.(event, state)
  }
}
