import {
  type EngineEvent,
  type ExecutionState,
  initialState,
  type PlannedTask,
  type RecordKind,
  Reduction,
  type TaskState,
  taskState,
  type WorkflowPlan,
} from '#core/workflow'
import type { RecordedEvent } from './port.ts'

/** The state that a history leads to. */
export function replay(plan: WorkflowPlan, events: readonly EngineEvent[]): ExecutionState {
  return goOn(initialState(plan), events)
}

/** The state to which more events lead. */
export function goOn(state: ExecutionState, events: readonly EngineEvent[]): ExecutionState {
  const reduction = new Reduction(state)
  for (const event of events) reduction.add(event)
  return reduction.state
}

/** What is written together: events, and everything that follows from them. */
export interface Step {
  readonly events: readonly RecordedEvent[]
  readonly status: ExecutionState['status']
  /** The tasks that the events have changed. */
  readonly tasks: readonly { readonly task: PlannedTask; readonly state: TaskState }[]
  readonly records: readonly KeptRecord[]
}

/** An output that is kept to be found apart from its execution. */
export interface KeptRecord {
  readonly seq: number
  readonly task: string
  readonly kind: RecordKind
  readonly at: number
  readonly data: unknown
}

/** What there is to write of events that lead from one state to another. `lastSeq` is the number of the event before them. */
export function stepOf(
  plan: WorkflowPlan,
  events: readonly EngineEvent[],
  { before, after, lastSeq }: { before: ExecutionState; after: ExecutionState; lastSeq: number },
): Step {
  const numbered = events.map((event, index): RecordedEvent => ({ ...event, seq: lastSeq + index + 1 }))
  return {
    events: numbered,
    status: after.status,
    tasks: plan.tasks.flatMap((task) => {
      const state = taskState(after, task.id)
      return before.tasks.get(task.id) === state ? [] : [{ task, state }]
    }),
    records: numbered.flatMap((event) => keptOf(plan, event, after)),
  }
}

function keptOf(plan: WorkflowPlan, event: RecordedEvent, state: ExecutionState): KeptRecord[] {
  if (event.type !== 'attempt.completed' && event.type !== 'task.recovered' && event.type !== 'signal.delivered')
    return []
  const { seq, task, at } = event
  const kind = plan.tasks.find(({ id }) => id === task)?.record
  if (kind === undefined) return []
  return [{ seq, task, kind, at, data: 'output' in event ? event.output : taskState(state, task).output }]
}

/** What of an event is no column of its own, as JSON. */
export function dataOf(event: RecordedEvent): string {
  // What is undefined is left out. That takes half the time of a copy without it.
  return JSON.stringify({ ...event, seq: undefined, type: undefined, at: undefined })
}
