import { loadExpressions } from '#core/expression'
import {
  type ControlRequest,
  type EngineEvent,
  type ExecutionState,
  initialState,
  isEnded,
  type WorkflowPlan,
} from '#core/workflow'
import { unknownExecution } from '../errors.ts'
import { goOn, stepOf } from '../history.ts'
import { openingEvents } from '../opening.ts'
import { placeFor } from '../places.ts'
import type { RecordedEvent } from '../port.ts'
import { type AttemptPlace, effectKey, isAwaited, takeTurn } from '../turn.ts'
import { channels } from './channels.ts'
import type { PostgresDatabase, Queries, Transaction } from './database.ts'
import { changePlaces, type Joining } from './places.ts'
import type { Plans } from './plans.ts'
import type { QueuedAttempt, Queues } from './queues.ts'
import {
  type AttemptRow,
  type ExecutionRow,
  lockExecution,
  readAttempts,
  readEvents,
  readInput,
  writeStep,
} from './store.ts'
import { tell } from './tell.ts'

/** What has been read of an execution up to an event. */
interface Known {
  readonly state: ExecutionState
  readonly seq: number
  /** When the last event was. */
  readonly at: number
  /** The attempts by the numbers of the events with which they began. */
  readonly places: ReadonlyMap<number, AttemptPlace>
}

/** An attempt that somebody waits for, and where it belongs. */
export interface Pending {
  readonly seq: number
  readonly place: AttemptPlace
  readonly child: string | null
  /** How it has ended is written down, and not taken yet. */
  readonly hasEnded: boolean
}

/** What a turn has come to, for those who go on from there. */
export interface Result {
  readonly row: ExecutionRow
  readonly plan: WorkflowPlan
  readonly state: ExecutionState
  /** There is nothing to do until somebody has it carried out again. */
  readonly isOver: boolean
  /** How long until there is something to do; undefined: nobody knows. */
  readonly waitMs: number | undefined
  /** Under way. */
  readonly pending: readonly Pending[]
  /** Those that nobody waits for any more. */
  readonly abandoned: readonly Pending[]
  /** Something may have begun, paused or ended that concerns executions which this one has started. */
  readonly concernsChildren: boolean
}

/** Who takes a turn: the one who carries the execution out, or one who asks something of it and decides nothing else. */
export type Occasion = { readonly driver: number } | { readonly request: ControlRequest }

interface Parts {
  readonly database: PostgresDatabase
  readonly queues: () => Promise<Queues>
  readonly plans: Plans
  readonly now: () => number
  /** At least 0, less than 1. */
  readonly random: () => number
}

/** Turns of executions, each one transaction: what is new is read, what follows from it is written, and attempts are put into the queue. */
export class Turns {
  readonly #parts: Parts
  /** Of the executions that are carried out here. */
  readonly #known = new Map<string, Known>()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Takes a turn. Undefined: somebody else carries the execution out. Throws OssaError for one that is not there. */
  async take(id: string, occasion: Occasion): Promise<Result | undefined> {
    await loadExpressions()
    const taken = await this.#parts.database.transaction((transaction) => this.#turn(transaction, id, occasion))
    if (taken === undefined || taken.result.isOver || 'request' in occasion) this.#known.delete(id)
    else this.#known.set(id, taken.known)
    return taken?.result
  }

  async #turn(
    transaction: Transaction,
    id: string,
    occasion: Occasion,
  ): Promise<{ result: Result; known: Known } | undefined> {
    const row = await lockExecution(transaction, id)
    if (row === undefined) throw unknownExecution(id)
    if ('driver' in occasion && row.driver !== occasion.driver) return undefined
    const plan = await this.#parts.plans.get(transaction, row.planHash)
    const before = await this.#read(transaction, row, plan)
    const isDriving = 'driver' in occasion
    if (isDriving) await transaction.run('DELETE FROM ossa.wakeups WHERE execution_id = ?', [id])
    const attempts = await readAttempts(transaction, id)
    // Clocks of machines differ, and history does not run backwards.
    const now = () => Math.max(this.#parts.now(), before.at)
    const turn = takeTurn(
      { plan, state: before.state },
      {
        opening: await this.#opening(transaction, row, { plan, state: before.state, now: now() }),
        ended: isDriving ? attempts.flatMap((each) => ended(each, before.places)) : [],
        requests: isDriving ? [] : [occasion.request],
      },
      { now, random: this.#parts.random, isStopping: !isDriving || row.isDrained },
    )
    const step = stepOf(plan, turn.events, { before: before.state, after: turn.state, lastSeq: row.lastSeq })
    await writeStep(transaction, id, step)
    const known = learn(before, step.events, turn.state)
    const { pending, abandoned } = await this.#settle(transaction, row, {
      plan,
      known,
      attempts,
      taken: isDriving,
      begun: step.events.filter((event) => event.type === 'attempt.started'),
    })
    const isOver = this.#isOver(row, turn.state, pending.length)
    await this.#handOver(transaction, row, { isOver, isDriving })
    const until = turn.waitUntil.length === 0 ? undefined : turn.waitUntil.reduce((a, b) => Math.min(a, b))
    const result = {
      row,
      plan,
      state: turn.state,
      isOver,
      waitMs: until === undefined ? undefined : Math.max(0, until - now()),
      pending,
      abandoned,
      concernsChildren:
        this.#known.get(id)?.seq !== row.lastSeq ||
        step.events.some((event) => !('task' in event) || isStartOfChild(plan, event)),
    }
    return { result, known }
  }

  async #opening(
    queries: Queries,
    { id }: ExecutionRow,
    { plan, state, now }: { plan: WorkflowPlan; state: ExecutionState; now: number },
  ): Promise<readonly EngineEvent[]> {
    // What is under way is in the hands of workers, and goes on.
    return state.status === 'pending' ? openingEvents(plan, state, { input: await readInput(queries, id), now }) : []
  }

  /** Forgets attempts that have ended or that nobody waits for, and hands out those that have begun. */
  async #settle(
    transaction: Transaction,
    { id }: ExecutionRow,
    {
      plan,
      known: { state, places },
      attempts,
      taken,
      begun,
    }: {
      plan: WorkflowPlan
      known: Known
      attempts: readonly AttemptRow[]
      taken: boolean
      begun: readonly Extract<RecordedEvent, { type: 'attempt.started' }>[]
    },
  ): Promise<{ pending: Pending[]; abandoned: Pending[] }> {
    const all = attempts.map((each) => ({
      ...each,
      place: required(places, each.seq),
      hasEnded: each.outcome !== null,
    }))
    const isPending = ({ hasEnded, place }: Pending) => isAwaited(state, place) && !(taken && hasEnded)
    const gone = all.filter((each) => !isPending(each))
    const abandoned = gone.filter(({ hasEnded }) => !hasEnded)
    const forgotten =
      gone.length === 0
        ? []
        : await transaction.all<{ seq: number; worker: number | null }>(
            'DELETE FROM ossa.attempts WHERE execution_id = ? AND seq = ANY (?) RETURNING seq, worker',
            [id, gone.map(({ seq }) => seq)],
          )
    if (abandoned.length > 0) await transaction.run('SELECT pg_notify(?, ?)', [channels.givenUp, ''])
    if (begun.length > 0)
      await transaction.run(
        'INSERT INTO ossa.attempts (execution_id, seq, key) SELECT ?, * FROM unnest(?::integer[], ?::text[])',
        [id, begun.map(({ seq }) => seq), begun.map((event) => effectKey(state, event))],
      )
    const joining: Joining[] = []
    const free: QueuedAttempt[] = []
    for (const { seq, task } of begun) {
      const planned = plan.tasks.find((each) => each.id === task)
      if (planned === undefined || planned.binding.kind === 'workflow') continue
      const place = placeFor(planned)
      if (place === undefined) free.push({ executionId: id, seq, priority: planned.priority })
      else joining.push({ seq, ...place })
    }
    if (free.length > 0) await (await this.#parts.queues()).addAttempts(transaction.client, free)
    // A worker that carries one out gives its place back itself, when it has ended it.
    const leaving = forgotten.flatMap(({ seq, worker }) => (worker === null ? [seq] : []))
    await changePlaces(transaction, this.#parts.queues, { executionId: id, joining, leaving })
    const pending = [
      ...all.filter(isPending),
      ...begun.map(({ seq }) => ({ seq, place: required(places, seq), child: null, hasEnded: false })),
    ]
    return { pending, abandoned }
  }

  #isOver({ isDrained, parent }: ExecutionRow, { status }: ExecutionState, pending: number): boolean {
    if (isEnded(status)) return true
    return pending === 0 && (isDrained || (status === 'paused' && parent === null))
  }

  async #handOver(
    transaction: Transaction,
    { id, driver }: ExecutionRow,
    { isOver, isDriving }: { isOver: boolean; isDriving: boolean },
  ): Promise<void> {
    if (driver === null) return
    if (isOver) await transaction.run('UPDATE ossa.executions SET driver = NULL WHERE id = ?', [id])
    if (!isDriving) await tell(transaction, id)
  }

  async #read(queries: Queries, { id, lastSeq }: ExecutionRow, plan: WorkflowPlan): Promise<Known> {
    const known = this.#known.get(id) ?? { state: initialState(plan), seq: 0, at: 0, places: new Map() }
    if (known.seq === lastSeq) return known
    const events = await readEvents(queries, id, known.seq)
    return learn(known, events, goOn(known.state, events))
  }
}

/** What is known after more events, which have led to a state. */
function learn(known: Known, events: readonly RecordedEvent[], state: ExecutionState): Known {
  const last = events.at(-1)
  if (last === undefined) return { ...known, state }
  const places = new Map(known.places)
  for (const event of events)
    if (event.type === 'attempt.started') {
      const { task, iteration, attempt } = event
      places.set(event.seq, { task, iteration, attempt })
    }
  return { state, seq: last.seq, at: last.at, places }
}

function isStartOfChild(plan: WorkflowPlan, event: EngineEvent): boolean {
  if (event.type !== 'attempt.started') return false
  return plan.tasks.some(({ id, binding }) => id === event.task && binding.kind === 'workflow')
}

function ended({ seq, outcome }: AttemptRow, places: Known['places']) {
  return outcome === null ? [] : [{ ...required(places, seq), outcome }]
}

function required(places: Known['places'], seq: number): AttemptPlace {
  const place = places.get(seq)
  if (place === undefined) throw new Error(`No attempt began with event ${seq}.`)
  return place
}
