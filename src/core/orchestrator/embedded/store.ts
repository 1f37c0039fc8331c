import type { ExecutionStatus } from '#core/contract'
import { type Database, openDatabase, openDatabaseToRead, usingDatabase } from '#core/database'
import { OssaError } from '#core/diagnostics'
import type { EngineEvent, WorkflowPlan } from '#core/workflow'
import type { RecordedEvent } from '../port.ts'
import { migrations } from './migrations.ts'

export interface ExecutionRow {
  readonly id: string
  readonly key: string | null
  readonly workflow: string
  readonly status: ExecutionStatus
  readonly owner: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** What is written together: the events and the status that follows from them. */
export interface Entry {
  readonly executionId: string
  /** Only the owner may write. */
  readonly owner: string
  readonly events: readonly RecordedEvent[]
  readonly status: ExecutionStatus
}

const columns = 'id, key, workflow, status, owner, created_at AS createdAt, updated_at AS updatedAt'

/** Executions and events in SQLite. Every method is one transaction. Throws OssaError `database/unusable`. */
export class ExecutionStore {
  readonly #database: Database
  readonly #file: string

  constructor(file: string, { toRead = false } = {}) {
    this.#file = file
    this.#database = toRead
      ? openDatabaseToRead(file, { migrations })
      : openDatabase(file, { migrations, synchronous: 'FULL' })
  }

  /** Adds an execution unless its key is taken; returns the row that has the key or the id afterwards. */
  insert(execution: {
    id: string
    key: string | undefined
    plan: WorkflowPlan
    input: unknown
    now: number
  }): ExecutionRow {
    const { id, key, plan, input, now } = execution
    return this.#use(() => {
      this.#database
        .prepare(
          "INSERT OR IGNORE INTO executions VALUES (@id, @key, @workflow, @plan, @input, 'pending', NULL, @now, @now)",
        )
        .run({
          id,
          key: key ?? null,
          workflow: plan.workflow,
          plan: JSON.stringify(plan),
          input: JSON.stringify(input),
          now,
        })
      const row = key === undefined ? this.find(id) : this.find(key)
      if (row === undefined) throw new Error(`The execution ${id} has not been written.`)
      return row
    })
  }

  /** By id or key. */
  find(idOrKey: string): ExecutionRow | undefined {
    const sql = `SELECT ${columns} FROM executions WHERE id = @it OR key = @it`
    return this.#use(() => this.#database.prepare(sql).get({ it: idOrKey }) as ExecutionRow | undefined)
  }

  plan(id: string): { plan: WorkflowPlan; input: unknown } {
    return this.#use(() => {
      const row = this.#database.prepare('SELECT plan, input FROM executions WHERE id = ?').get(id) as {
        plan: string
        input: string
      }
      return { plan: JSON.parse(row.plan) as WorkflowPlan, input: JSON.parse(row.input) as unknown }
    })
  }

  list(limit: number): ExecutionRow[] {
    const sql = `SELECT ${columns} FROM executions ORDER BY id DESC LIMIT ?`
    return this.#use(() => this.#database.prepare(sql).all(limit) as ExecutionRow[])
  }

  events(id: string): RecordedEvent[] {
    return this.#use(() => {
      const rows = this.#database
        .prepare('SELECT seq, type, at, data FROM events WHERE execution_id = ? ORDER BY seq')
        .all(id) as { seq: number; type: string; at: number; data: string }[]
      return rows.map(
        ({ seq, type, at, data }) => ({ seq, type, at, ...(JSON.parse(data) as object) }) as RecordedEvent,
      )
    })
  }

  /** Makes `owner` the owner if there is none, or if `isAlive` says that the present one is dead. Returns whether it is now. */
  claim(id: string, owner: string, isAlive: (owner: string) => boolean): boolean {
    const claim = this.#database.transaction(() => {
      const row = this.find(id)
      if (row === undefined || (row.owner !== null && isAlive(row.owner))) return false
      this.#database.prepare('UPDATE executions SET owner = ? WHERE id = ?').run(owner, id)
      return true
    })
    return this.#use(() => claim.immediate())
  }

  release(id: string, owner: string): void {
    const sql = 'UPDATE executions SET owner = NULL WHERE id = ? AND owner = ?'
    this.#use(() => this.#database.prepare(sql).run(id, owner))
  }

  /** Writes entries of any number of executions: all of them or none. */
  append(entries: readonly Entry[]): void {
    this.#use(() => {
      const insert = this.#database.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?)')
      const update = this.#database.prepare(
        'UPDATE executions SET status = ?, updated_at = ? WHERE id = ? AND owner = ?',
      )
      const write = this.#database.transaction(() => {
        for (const { executionId, owner, events, status } of entries) {
          const at = events.at(-1)?.at ?? 0
          if (update.run(status, at, executionId, owner).changes !== 1) throw lost(executionId)
          for (const event of events) insert.run(executionId, event.seq, event.type, event.at, dataOf(event))
        }
      })
      write.immediate()
    })
  }

  close(): void {
    this.#database.close()
  }

  #use<T>(work: () => T): T {
    return usingDatabase(this.#file, work)
  }
}

function dataOf(event: EngineEvent & { seq: number }): string {
  const { seq: _seq, type: _type, at: _at, ...data } = event
  return JSON.stringify(data)
}

function lost(id: string): OssaError {
  return new OssaError('execution/taken-over', `The execution ${id} has been taken over by another process.`, {
    hint: `Look at it with: ossa execution show ${id}`,
  })
}
