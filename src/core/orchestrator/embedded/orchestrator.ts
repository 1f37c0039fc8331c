import path from 'node:path'
import { inMemory } from '#core/database'
import { OssaError, usageError } from '#core/diagnostics'
import { type ExecutorContext, executeAttempt, killAllPrograms, type Outcome } from '#core/executors'
import { loadExpressions } from '#core/expression'
import { canonicalJson } from '#core/json'
import { diskTree, isFileAt } from '#core/source'
import { isEnded, reduce } from '#core/workflow'
import type {
  ExecutionRecord,
  ExecutionSnapshot,
  OpenOptions,
  Orchestrator,
  RecordedEvent,
  RunOptions,
  StartRequest,
} from '../port.ts'
import { type Attempt, runExecution } from '../run-execution.ts'
import { uuidv7 } from '../uuid.ts'
import { HistoryWriter, openingEvents, replay } from './history.ts'
import { Journal } from './journal.ts'
import { Presence } from './presence.ts'
import { type ExecutionRow, ExecutionStore } from './store.ts'

/** Executions in a SQLite database, carried out by this process. Several processes may share the database. */
export class EmbeddedOrchestrator implements Orchestrator {
  readonly #options: OpenOptions
  readonly #store: ExecutionStore
  readonly #journal: Journal
  readonly #presence: Presence
  readonly #executors: ExecutorContext

  constructor(options: OpenOptions) {
    this.#options = options
    const file = path.join(options.folder, 'runs.db')
    const isThere = options.access === 'create' || isFileAt(file, options.root)
    this.#store = new ExecutionStore(isThere ? file : inMemory, { toRead: isThere && options.access === 'read' })
    this.#journal = new Journal(this.#store)
    this.#presence = new Presence(path.join(options.folder, 'locks'), this.#newId())
    const tree = diskTree(options.root)
    this.#executors = {
      root: options.root,
      environment: options.environment,
      readFile: (file) => Buffer.from(tree.read(file)).toString('utf8'),
    }
  }

  async start({ plan, input, key }: StartRequest): Promise<{ executionId: string; isNew: boolean }> {
    const id = this.#newId()
    const row = this.#store.insert({ id, key, plan, input, now: this.#options.now() })
    if (row.id !== id) this.#requireSame(row, { plan, input })
    return { executionId: row.id, isNew: row.id === id }
  }

  async run(executionId: string, options: RunOptions): Promise<ExecutionSnapshot> {
    const { id } = this.#row(executionId)
    try {
      return await this.#run(id, options)
    } catch (error) {
      throw error instanceof OssaError && error.code === 'database/unusable' ? withWayOn(error, id) : error
    }
  }

  async #run(id: string, { signal, onEvent }: RunOptions): Promise<ExecutionSnapshot> {
    if (isEnded(this.#snapshot(id).state.status)) return this.#snapshot(id)
    await loadExpressions()
    this.#claim(id)
    try {
      // Read only now that nobody else can write.
      const { plan, input } = this.#store.plan(id)
      const events = this.#store.events(id)
      const history = new HistoryWriter(id, events.at(-1)?.seq ?? 0, {
        journal: this.#journal,
        owner: this.#presence.owner,
        onEvent,
      })
      const before = replay(plan, events)
      const opening = isEnded(before.status) ? [] : openingEvents(before, { input, now: this.#options.now() })
      const state = opening.reduce(reduce, before)
      await history.record(opening, state)
      const execute = (attempt: Attempt, stop: AbortSignal) => this.#execute(id, attempt, stop)
      await runExecution(plan, state, { now: this.#options.now, signal, record: history.record, execute })
    } finally {
      this.#store.release(id, this.#presence.owner)
    }
    return this.#snapshot(id)
  }

  async get(idOrKey: string): Promise<ExecutionSnapshot> {
    return this.#snapshot(this.#row(idOrKey).id)
  }

  async list({ limit }: { limit: number }): Promise<readonly ExecutionRecord[]> {
    return this.#store.list(limit).map((row) => this.#record(row))
  }

  async events(idOrKey: string): Promise<readonly RecordedEvent[]> {
    return this.#store.events(this.#row(idOrKey).id)
  }

  kill(): void {
    killAllPrograms()
  }

  async close(): Promise<void> {
    this.#presence.leave()
    this.#store.close()
  }

  #execute(executionId: string, { task, attempt, input }: Attempt, signal: AbortSignal): Promise<Outcome> {
    const { id, capability, binding, timeoutMs, inputSchema, outputSchema } = task
    const idempotencyKey = `${executionId}/${id}/0`
    const what = { executionId, task: id, capability, attempt, idempotencyKey, input, binding, timeoutMs }
    return executeAttempt({ ...what, inputSchema, outputSchema }, this.#executors, signal)
  }

  #newId(): string {
    return uuidv7(this.#options.now(), this.#options.random())
  }

  #claim(id: string): void {
    this.#presence.announce()
    if (this.#store.claim(id, this.#presence.owner, this.#presence.isAlive)) return
    throw new OssaError('execution/active', `The execution ${id} is being run by another process.`, {
      hint: 'Wait for that process to end, or stop it; then resume the execution here.',
    })
  }

  #row(idOrKey: string): ExecutionRow {
    const row = this.#store.find(idOrKey)
    if (row !== undefined) return row
    throw usageError(
      'execution/unknown',
      `There is no execution ${JSON.stringify(idOrKey)}.`,
      'List them with: ossa execution list',
    )
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

  #record({ key, owner, ...row }: ExecutionRow): ExecutionRecord {
    return { ...row, key: key ?? undefined, isActive: owner !== null && this.#presence.isAlive(owner) }
  }

  #requireSame(row: ExecutionRow, { plan, input }: Pick<StartRequest, 'plan' | 'input'>): void {
    const known = this.#store.plan(row.id)
    const isSame = known.plan.workflow === plan.workflow && canonicalJson(known.input) === canonicalJson(input)
    if (isSame) return
    throw usageError(
      'execution/key-taken',
      `The key ${JSON.stringify(row.key)} belongs to an execution of ${known.plan.workflow} with another input.`,
      `Use another key, or look at it with: ossa execution show ${row.id}`,
    )
  }
}

function withWayOn(error: OssaError, id: string): OssaError {
  const hint = `${error.hint ?? ''} Then go on with: ossa execution resume ${id}`.trim()
  return new OssaError(error.code, error.message, { hint, cause: error })
}
