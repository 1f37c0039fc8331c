import {
  type EngineEvent,
  type ExecutionState,
  initialState,
  type PlannedTask,
  Reduction,
  taskState,
  type WorkflowPlan,
} from '#core/workflow'
import type { RecordedEvent, RunOptions } from '../port.ts'
import type { Entry, KeptRecord } from './store.ts'

/** The state that a history leads to. */
export function replay(plan: WorkflowPlan, events: readonly EngineEvent[]): ExecutionState {
  const reduction = new Reduction(initialState(plan))
  for (const event of events) reduction.add(event)
  return reduction.state
}

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
  readonly #tasks: ReadonlyMap<string, PlannedTask>
  #before: ExecutionState
  #seq: number

  constructor(executionId: string, options: HistoryOptions) {
    this.#executionId = executionId
    this.#options = options
    this.#tasks = new Map(options.plan.tasks.map((task) => [task.id, task]))
    this.#before = options.state
    this.#seq = options.lastSeq
  }

  readonly record = async (events: readonly EngineEvent[], state: ExecutionState): Promise<void> => {
    const { owner, write, onEvent } = this.#options
    const numbered = events.map((event, index): RecordedEvent => ({ ...event, seq: this.#seq + index + 1 }))
    await write({
      executionId: this.#executionId,
      owner,
      events: numbered,
      status: state.status,
      tasks: this.#changed(state),
      records: numbered.flatMap((event) => this.#keptOf(event, state)),
    })
    this.#before = state
    this.#seq += numbered.length
    for (const event of numbered) onEvent?.(event, state)
  }

  #changed(state: ExecutionState): Entry['tasks'] {
    return [...this.#tasks].flatMap(([id, task]) => {
      const [before, after] = [this.#before.tasks.get(id), taskState(state, id)]
      return before === after ? [] : [{ task, state: after }]
    })
  }

  #keptOf(event: RecordedEvent, state: ExecutionState): KeptRecord[] {
    if (!('task' in event)) return []
    const kind = this.#tasks.get(event.task)?.record
    const { seq, task, at } = event
    if (kind === undefined) return []
    if (event.type === 'attempt.completed' || event.type === 'task.recovered')
      return [{ seq, task, kind, at, data: event.output }]
    return event.type === 'signal.delivered' ? [{ seq, task, kind, at, data: taskState(state, task).output }] : []
  }
}
