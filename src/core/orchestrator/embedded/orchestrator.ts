import path from 'node:path'
import { inMemory } from '#core/database'
import { OssaError } from '#core/diagnostics'
import { killAllPrograms } from '#core/executors'
import { isFileAt } from '#core/source'
import { type ControlRequest, isEnded, reduce, tasksToRetry } from '#core/workflow'
import { activeElsewhere, notEnded, requireKnownTask, requireSame, unknownExecution, withWayOn } from '../errors.ts'
import { replay } from '../history.ts'
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
import { uuidv7 } from '../uuid.ts'
import { HistoryWriter } from './history.ts'
import { Inbox } from './inbox.ts'
import { Journal } from './journal.ts'
import { Places } from './places.ts'
import { Presence } from './presence.ts'
import { listRecords } from './records.ts'
import { EmbeddedRunner } from './runner.ts'
import { RunsDatabase } from './runs-database.ts'
import { type ExecutionRow, ExecutionStore } from './store.ts'
import { EmbeddedVersions } from './versions.ts'

const controlPollMs = 20

/** Executions in a SQLite database, carried out by this process. Several processes may share the database. */
export class EmbeddedOrchestrator implements Orchestrator {
  readonly #options: OpenOptions
  readonly #database: RunsDatabase
  readonly #store: ExecutionStore
  readonly versions: EmbeddedVersions
  readonly #inbox: Inbox
  readonly #journal: Journal
  readonly #presence: Presence
  readonly #runner: EmbeddedRunner

  constructor(options: OpenOptions) {
    this.#options = options
    const file = path.join(options.folder, 'runs.db')
    const isThere = options.access === 'create' || isFileAt(file, options.root)
    this.#database = new RunsDatabase(isThere ? file : inMemory, {
      toRead: isThere && options.access === 'read',
      synchronous: options.durability === 'normal' ? 'NORMAL' : 'FULL',
      atCommit: options.atCommit,
    })
    this.#store = new ExecutionStore(this.#database)
    this.#inbox = new Inbox(this.#database)
    this.#journal = new Journal((work) => this.#database.transaction(work))
    this.versions = new EmbeddedVersions({ database: this.#database, journal: this.#journal, now: options.now })
    this.#presence = new Presence(path.join(options.folder, 'locks'), this.#newId())
    this.#runner = new EmbeddedRunner({
      options,
      store: this.#store,
      inbox: this.#inbox,
      journal: this.#journal,
      places: new Places({ database: this.#database, journal: this.#journal, presence: this.#presence }),
      owner: this.#presence.owner,
      claim: (id) => this.#claim(id),
      startChild: async (request) => (await this.start(request)).executionId,
      cancel: async (id) => void (await this.control(id, { do: 'cancel', reason: 'Its parent has ended.' })),
    })
  }

  async start({ plan, input, key, parent }: StartRequest): Promise<{ executionId: string; isNew: boolean }> {
    const id = this.#newId()
    const now = this.#options.now()
    const row = await this.#journal.write(() => {
      const inserted = this.#store.insert({ id, key, parent, plan, input, now })
      if (inserted.id === id && parent === undefined) this.versions.recordRun(plan, now)
      return inserted
    })
    const known = row.id === id ? undefined : this.#store.plan(row.id)
    if (known !== undefined) requireSame(row, known, { plan, input })
    return { executionId: row.id, isNew: row.id === id }
  }

  async run(executionId: string, options: RunOptions): Promise<ExecutionSnapshot> {
    const { id, status } = this.#row(executionId)
    try {
      if (isEnded(status)) return this.#snapshot(id)
      const state = await this.#runner.run(id, { ...options, leaveWhenPaused: true })
      return { record: this.#record(this.#row(id)), plan: this.#store.plan(id).plan, state }
    } catch (error) {
      throw error instanceof OssaError && error.code === 'database/unusable' ? withWayOn(error, id) : error
    }
  }

  /** Nobody but `run` carries executions out. */
  async dispatch(): Promise<boolean> {
    return false
  }

  async countWorkers(): Promise<undefined> {
    return undefined
  }

  async control(idOrKey: string, request: ControlRequest): Promise<ExecutionSnapshot> {
    const { id } = this.#row(idOrKey)
    const ticket = this.#inbox.put(id, request)
    while (this.#inbox.isWaiting(ticket)) {
      // Whoever carries it out takes the request; where nobody does, it is answered here.
      if (await this.#tryClaim(id)) await this.#runner.settle(id)
      else await new Promise((resolve) => setTimeout(resolve, controlPollMs))
    }
    return this.#snapshot(id)
  }

  async retry(idOrKey: string, { from }: { from?: string | undefined }): Promise<ExecutionSnapshot> {
    const { id } = this.#row(idOrKey)
    const { plan } = this.#store.plan(id)
    requireKnownTask(plan, from)
    await this.#claim(id)
    try {
      const events = this.#store.events(id)
      const state = replay(plan, events)
      if (!isEnded(state.status)) throw notEnded(this.#row(id))
      const event = {
        type: 'execution.retried',
        at: this.#options.now(),
        tasks: tasksToRetry(plan, state, from),
      } as const
      const history = new HistoryWriter(id, {
        plan,
        state,
        lastSeq: events.at(-1)?.seq ?? 0,
        owner: this.#presence.owner,
        write: (entry) => this.#journal.write(() => this.#store.append(entry)),
        onEvent: undefined,
      })
      await history.record([event], reduce(state, event))
    } finally {
      this.#store.release(id, this.#presence.owner)
    }
    return this.#snapshot(id)
  }

  async get(idOrKey: string): Promise<ExecutionSnapshot> {
    return this.#snapshot(this.#row(idOrKey).id)
  }

  async list(filter: ListFilter): Promise<readonly ExecutionRecord[]> {
    return this.#store.list(filter).map((row) => this.#record(row))
  }

  async events(idOrKey: string, { after = 0 }: { after?: number } = {}): Promise<readonly RecordedEvent[]> {
    return this.#store.events(this.#row(idOrKey).id, after)
  }

  async records({ execution, ...filter }: RecordFilter): Promise<readonly TaskRecord[]> {
    const id = execution === undefined ? undefined : this.#row(execution).id
    return listRecords(this.#database, { ...filter, execution: id })
  }

  async prune(policy: PrunePolicy): Promise<number> {
    const removed = await this.#journal.write(() => this.#store.prune(policy))
    if (removed > 0) this.#database.shrink()
    return removed
  }

  kill(): void {
    killAllPrograms()
  }

  async close(): Promise<void> {
    this.#presence.leave()
    this.#database.close()
  }

  #newId(): string {
    return uuidv7(this.#options.now(), this.#options.random())
  }

  async #tryClaim(id: string): Promise<boolean> {
    this.#presence.announce()
    const { owner, isAlive } = this.#presence
    return this.#journal.write(() => this.#store.claim(id, owner, isAlive))
  }

  async #claim(id: string): Promise<void> {
    if (!(await this.#tryClaim(id))) throw activeElsewhere(id)
  }

  #row(idOrKey: string): ExecutionRow {
    const row = this.#store.find(idOrKey)
    if (row === undefined) throw unknownExecution(idOrKey)
    return row
  }

  #snapshot(id: string): ExecutionSnapshot {
    const { plan, input } = this.#store.plan(id)
    const state = replay(plan, this.#store.events(id))
    return {
      record: this.#record(this.#row(id)),
      plan,
      state: state.status === 'pending' ? { ...state, input } : state,
    }
  }

  #record({ key, parent, owner, ...row }: ExecutionRow): ExecutionRecord {
    const isActive = owner !== null && this.#presence.isAlive(owner)
    return { ...row, key: key ?? undefined, parent: parent ?? undefined, isActive }
  }
}
