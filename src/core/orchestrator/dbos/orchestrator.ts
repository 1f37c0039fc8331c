import { type ControlRequest, isEnded, reduce, tasksToRetry } from '#core/workflow'
import { notEnded, requireKnownTask, unknownExecution } from '../errors.ts'
import { replay, stepOf } from '../history.ts'
import type {
  ExecutionRecord,
  ExecutionSnapshot,
  ListFilter,
  OpenOptions,
  Orchestrator,
  PrunePolicy,
  RecordedEvent,
  RecordFilter,
  RunOptions,
  StartRequest,
  TaskRecord,
} from '../port.ts'
import { channels } from './channels.ts'
import type { PostgresDatabase } from './database.ts'
import { Executions } from './executions.ts'
import { countLiving } from './fleet.ts'
import { followExecution } from './follow.ts'
import { Listener } from './listener.ts'
import type { Queues } from './queues.ts'
import {
  type ExecutionRow,
  findExecution,
  listExecutions,
  listRecords,
  lockExecution,
  pruneExecutions,
  readEvents,
  writeStep,
} from './store.ts'
import { PostgresVersions } from './versions.ts'

/** Executions in PostgreSQL, carried out by workers. Here they are started, asked and looked at. */
export class PostgresOrchestrator implements Orchestrator {
  readonly versions: PostgresVersions
  readonly #options: OpenOptions
  readonly #database: PostgresDatabase
  readonly #executions: Executions
  readonly #listener: Listener
  #queues: Promise<Queues> | undefined

  constructor(database: PostgresDatabase, options: OpenOptions) {
    const { now, random } = options
    this.#options = options
    this.#database = database
    this.#listener = new Listener(database, [channels.events, channels.said])
    this.versions = new PostgresVersions(database, now)
    this.#executions = new Executions({ database, queues: this.#openQueues, now, random })
  }

  async start(request: StartRequest): Promise<{ executionId: string; isNew: boolean }> {
    const { row, isNew } = await this.#executions.start(request)
    return { executionId: row.id, isNew }
  }

  async dispatch(idOrKey: string): Promise<boolean> {
    await this.#executions.dispatch((await this.#row(idOrKey)).id)
    return true
  }

  countWorkers(): Promise<number> {
    return countLiving(this.#database)
  }

  /** Has workers carry the execution out, and follows it until it ends, is paused, or until nobody wants to see more of it. */
  async run(executionId: string, { signal, onEvent, onMessage }: RunOptions): Promise<ExecutionSnapshot> {
    const { id, planHash, lastSeq } = await this.#row(executionId)
    const plan = await this.#executions.plans.get(this.#database, planHash)
    // Whoever follows does not give up because the server starts again.
    this.#database.waitAWhile()
    await this.#executions.dispatch(id)
    await followExecution(id, {
      database: this.#database,
      listener: this.#listener,
      plan,
      lastSeq,
      read: () => this.#row(id),
      signal,
      onEvent,
      onMessage,
    })
    return this.#snapshot(id)
  }

  async control(idOrKey: string, request: ControlRequest): Promise<ExecutionSnapshot> {
    const { id } = await this.#row(idOrKey)
    await this.#executions.control(id, request)
    return this.#snapshot(id)
  }

  async retry(idOrKey: string, { from }: { from?: string | undefined }): Promise<ExecutionSnapshot> {
    const { id, planHash } = await this.#row(idOrKey)
    const plan = await this.#executions.plans.get(this.#database, planHash)
    requireKnownTask(plan, from)
    await this.#database.transaction(async (transaction) => {
      const row = await lockExecution(transaction, id)
      if (row === undefined) throw unknownExecution(id)
      if (!isEnded(row.status)) throw notEnded(row)
      const before = replay(plan, await readEvents(transaction, id))
      const event = {
        type: 'execution.retried',
        at: Math.max(this.#options.now(), row.updatedAt),
        tasks: tasksToRetry(plan, before, from),
      } as const
      await writeStep(
        transaction,
        id,
        stepOf(plan, [event], { before, after: reduce(before, event), lastSeq: row.lastSeq }),
      )
    })
    return this.#snapshot(id)
  }

  async get(idOrKey: string): Promise<ExecutionSnapshot> {
    return this.#snapshot((await this.#row(idOrKey)).id)
  }

  async list(filter: ListFilter): Promise<readonly ExecutionRecord[]> {
    return (await listExecutions(this.#database, filter)).map(toRecord)
  }

  async events(idOrKey: string, { after = 0 }: { after?: number } = {}): Promise<readonly RecordedEvent[]> {
    return readEvents(this.#database, (await this.#row(idOrKey)).id, after)
  }

  async records({ execution, ...filter }: RecordFilter): Promise<readonly TaskRecord[]> {
    const id = execution === undefined ? undefined : (await this.#row(execution)).id
    return listRecords(this.#database, { ...filter, execution: id })
  }

  async prune(policy: PrunePolicy): Promise<number> {
    const { removed, ids } = await this.#database.transaction((transaction) => pruneExecutions(transaction, policy))
    if (ids.length > 0) await (await this.#openQueues()).forget(ids)
    return removed
  }

  kill(): void {
    // What attempts have started runs in workers.
  }

  async close(): Promise<void> {
    await this.#listener.close()
    await (await this.#queues)?.close()
    await this.#database.close()
  }

  // It takes a while to load, and whoever only looks does not need it.
  readonly #openQueues = (): Promise<Queues> => {
    this.#queues ??= import('./queues.ts').then(({ Queues }) => Queues.open(this.#database))
    return this.#queues
  }

  async #row(idOrKey: string): Promise<ExecutionRow> {
    const row = await findExecution(this.#database, idOrKey)
    if (row === undefined) throw unknownExecution(idOrKey)
    return row
  }

  async #snapshot(id: string): Promise<ExecutionSnapshot> {
    const row = await this.#row(id)
    const { plan, state } = await this.#executions.state(row)
    return { record: { ...toRecord(row), status: state.status }, plan, state }
  }
}

function toRecord({ id, key, workflow, status, driver, parent, createdAt, updatedAt }: ExecutionRow): ExecutionRecord {
  return {
    id,
    key: key ?? undefined,
    workflow,
    status,
    isActive: driver !== null && !isEnded(status),
    parent: parent ?? undefined,
    createdAt,
    updatedAt,
  }
}
