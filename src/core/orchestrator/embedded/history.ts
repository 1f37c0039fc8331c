import type { EngineEvent, ExecutionState, WorkflowPlan } from '#core/workflow'
import { stepOf } from '../history.ts'
import type { RunOptions } from '../port.ts'
import type { Entry } from './store.ts'

interface HistoryOptions {
  readonly plan: WorkflowPlan
  /** The state before the first event that is recorded here. */
  readonly state: ExecutionState
  readonly lastSeq: number
  readonly owner: string
  /** Makes an entry durable. */
  readonly write: (entry: Entry) => Promise<void>
  readonly onEvent: RunOptions['onEvent']
}

/** Numbers the events of one execution and makes them durable, in order. */
export class HistoryWriter {
  readonly #executionId: string
  readonly #options: HistoryOptions
  #before: ExecutionState
  #seq: number

  constructor(executionId: string, options: HistoryOptions) {
    this.#executionId = executionId
    this.#options = options
    this.#before = options.state
    this.#seq = options.lastSeq
  }

  readonly record = async (events: readonly EngineEvent[], state: ExecutionState): Promise<void> => {
    const { owner, write, onEvent, plan } = this.#options
    const step = stepOf(plan, events, { before: this.#before, after: state, lastSeq: this.#seq })
    await write({ ...step, executionId: this.#executionId, owner })
    this.#before = state
    this.#seq += step.events.length
    for (const event of step.events) onEvent?.(event, state)
  }
}
