import { type ControlRequest, type ExecutionState, isEnded, taskState, type WorkflowPlan } from '#core/workflow'
import { childKey, outcomeOfChild } from '../attempt.ts'
import { requireSame, unknownExecution } from '../errors.ts'
import { replay } from '../history.ts'
import type { OpenOptions, StartRequest } from '../port.ts'
import { uuidv7 } from '../uuid.ts'
import type { PostgresDatabase, Transaction } from './database.ts'
import { endAttempt } from './outcomes.ts'
import { Plans } from './plans.ts'
import type { Queues } from './queues.ts'
import {
  type ExecutionRow,
  findExecution,
  insertExecution,
  lockExecution,
  openChildren,
  readAttempts,
  readEvent,
  readEvents,
  readInput,
} from './store.ts'
import { tell } from './tell.ts'
import { type Occasion, type Pending, type Result, Turns } from './turns.ts'
import { recordRun } from './versions.ts'

export interface Parts {
  readonly database: PostgresDatabase
  /** Loaded when they are needed. */
  readonly queues: () => Promise<Queues>
  readonly now: OpenOptions['now']
  readonly random: OpenOptions['random']
}

/** When the one who carries an execution out is to look again. */
export interface Next {
  readonly isOver: boolean
  readonly waitMs: number | undefined
}

/** What happens to executions: they are started, carried out turn by turn, asked, and start others as their tasks. */
export class Executions {
  readonly plans = new Plans()
  readonly #parts: Parts
  readonly #turns: Turns

  constructor(parts: Parts) {
    this.#parts = parts
    this.#turns = new Turns({ ...parts, plans: this.plans, random: this.#random })
  }

  newId(): string {
    return uuidv7(this.#parts.now(), this.#parts.random())
  }

  async start({ plan, input, key, parent }: StartRequest): Promise<{ row: ExecutionRow; isNew: boolean }> {
    const { database } = this.#parts
    const [id, now] = [this.newId(), this.#parts.now()]
    const row = await database.transaction(async (transaction) => {
      const inserted = await insertExecution(transaction, { id, key, parent, plan, input, now })
      if (inserted.id === id && parent === undefined) await recordRun(transaction, plan, now)
      return inserted
    })
    if (row.id !== id) {
      const known = { plan: await this.plans.get(database, row.planHash), input: await readInput(database, row.id) }
      requireSame(row, known, { plan, input })
    }
    return { row, isNew: row.id === id }
  }

  /**
   * Has a worker carry an execution out, unless it has ended or is paused. The one who does so already is told to look again.
   * `isDrained` says whether the one that has started it is paused; who is told nothing new by that is not told.
   */
  async dispatch(id: string, isDrained?: boolean): Promise<void> {
    const queues = await this.#parts.queues()
    await this.#parts.database.transaction(async (transaction) => {
      const row = await this.#locked(transaction, id)
      if (isEnded(row.status)) return
      const isNews = isDrained !== row.isDrained
      if (isDrained !== undefined && isNews)
        await transaction.run('UPDATE ossa.executions SET is_drained = ? WHERE id = ?', [isDrained, id])
      if (row.driver !== null) return isNews ? tell(transaction, id) : undefined
      if (row.status === 'paused' && row.parent === null) return
      const driver = row.drivers + 1
      await transaction.run('DELETE FROM ossa.wakeups WHERE execution_id = ?', [id])
      await transaction.run('UPDATE ossa.executions SET driver = ?, drivers = ?, problem = NULL WHERE id = ?', [
        driver,
        driver,
        id,
      ])
      await queues.addExecution(transaction.client, id, driver)
    })
  }

  /** Asks something of an execution. It is done at once, whoever carries it out. */
  async control(id: string, request: ControlRequest): Promise<void> {
    await this.#take(id, { request })
  }

  /** Does what there is to do for an execution: for the one who carries it out. */
  async drive(id: string, driver: number): Promise<Next> {
    const result = await this.#take(id, { driver })
    return { isOver: result?.isOver ?? true, waitMs: result?.waitMs }
  }

  /** Gives an execution up that cannot be carried out. Only what nobody has foreseen leads here. */
  async abandon(id: string, driver: number, problem: string): Promise<void> {
    const sql = 'UPDATE ossa.executions SET driver = NULL, problem = ? WHERE id = ? AND driver = ?'
    await this.#parts.database.run(sql, [problem, id, driver])
  }

  /** The state that its history has led to. */
  async state({ id, planHash }: ExecutionRow): Promise<{ plan: WorkflowPlan; state: ExecutionState }> {
    const { database } = this.#parts
    const plan = await this.plans.get(database, planHash)
    const state = replay(plan, await readEvents(database, id))
    return { plan, state: state.status === 'pending' ? { ...state, input: await readInput(database, id) } : state }
  }

  // What concerns other executions comes after the turn, since nobody holds two of them at a time. All of it can be done
  // again: who is killed in between is followed by somebody who takes the turn once more.
  async #take(id: string, occasion: Occasion): Promise<Result | undefined> {
    const result = await this.#turns.take(id, occasion)
    if (result === undefined) return undefined
    for (const { child } of result.abandoned) if (child !== null) await this.#cancelChild(child)
    if (result.concernsChildren) await this.#attendChildren(result)
    if (isEnded(result.state.status))
      for (const child of await openChildren(this.#parts.database, id)) await this.#cancelChild(child)
    if (result.isOver && result.row.parent !== null) await this.#report(id, result.row.parent, result.state)
    return result
  }

  async #cancelChild(id: string): Promise<void> {
    await this.control(id, { do: 'cancel', reason: 'Its parent has ended.' })
  }

  /** Sees to it that the tasks that are workflows are carried out, or not, as this execution is. */
  async #attendChildren(result: Result): Promise<void> {
    const { row, plan, state, pending } = result
    if (isEnded(state.status)) return
    const isDrained = row.isDrained || state.status === 'paused'
    for (const attempt of pending) {
      const task = plan.tasks.find(({ id }) => id === attempt.place.task)
      if (attempt.hasEnded || task?.binding.kind !== 'workflow') continue
      const child = attempt.child ?? (await this.#startChild(row.id, attempt, { plan: task.binding.plan, state }))
      await this.dispatch(child, isDrained)
      const found = await findExecution(this.#parts.database, child)
      if (found !== undefined && isEnded(found.status))
        await this.#report(child, row.id, (await this.state(found)).state)
    }
  }

  // An execution of its own, found again by its key: an interrupted attempt goes on where the one before it was.
  async #startChild(
    parent: string,
    { seq, place }: Pending,
    { plan, state }: { plan: WorkflowPlan; state: ExecutionState },
  ): Promise<string> {
    const { database } = this.#parts
    const event = await readEvent(database, parent, seq)
    const row = (await readAttempts(database, parent)).find((each) => each.seq === seq)
    const input = event.type === 'attempt.started' ? event.input : undefined
    const key = childKey(parent, row?.key ?? '', taskState(state, place.task).failures)
    const { row: child } = await this.start({ plan, input, key, parent })
    await database.run('UPDATE ossa.attempts SET child_id = ? WHERE execution_id = ? AND seq = ?', [
      child.id,
      parent,
      seq,
    ])
    return child.id
  }

  /** Tells the one that has started an execution how the attempt has ended that it was started for. */
  async #report(id: string, parent: string, state: ExecutionState): Promise<void> {
    const { database, queues } = this.#parts
    const outcome = outcomeOfChild(id, state) ?? { interrupted: true }
    for (const { seq, child } of await readAttempts(database, parent))
      if (child === id)
        await endAttempt({ database, queues: await queues() }, { executionId: parent, seq }, { outcome })
  }

  async #locked(transaction: Transaction, id: string): Promise<ExecutionRow> {
    const row = await lockExecution(transaction, id)
    if (row === undefined) throw unknownExecution(id)
    return row
  }

  readonly #random = (): number => {
    const [high = 0, low = 0] = this.#parts.random()
    return (high * 256 + low) / 65_536
  }
}
