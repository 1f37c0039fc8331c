import type { ExecutionStatus } from '#core/contract'
import { OssaError } from '#core/diagnostics'
import { isEnded, type WorkflowPlan } from '#core/workflow'
import { atLeast, ofWorkflow, oneOf, where } from '../conditions.ts'
import { dataOf, type Step } from '../history.ts'
import type { ListFilter, PrunePolicy, RecordedEvent } from '../port.ts'
import type { RunsDatabase } from './runs-database.ts'

export interface ExecutionRow {
  readonly id: string
  readonly key: string | null
  readonly parent: string | null
  readonly workflow: string
  readonly status: ExecutionStatus
  readonly owner: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** What is written together. */
export interface Entry extends Step {
  readonly executionId: string
  /** Only the owner may write. */
  readonly owner: string
}

const columns =
  'id, key, parent_id AS parent, workflow, status, owner, created_at AS createdAt, updated_at AS updatedAt'

/** How many plans are kept at hand. */
const mostPlans = 32

/** Executions, their events and their tasks in SQLite. A task that nothing has happened to has no row. */
export class ExecutionStore {
  readonly #database: RunsDatabase
  readonly #plans = new Map<string, WorkflowPlan>()

  constructor(database: RunsDatabase) {
    this.#database = database
  }

  /** Adds an execution unless its key is taken; returns the row that has the key or the id afterwards. */
  insert(execution: {
    id: string
    key: string | undefined
    parent: string | undefined
    plan: WorkflowPlan
    input: unknown
    now: number
  }): ExecutionRow {
    const { id, key, parent, plan, input, now } = execution
    const known = key === undefined ? undefined : this.find(key)
    if (known !== undefined) return known
    // A plan takes longer to write out than to look for.
    if (this.#database.one('SELECT 1 FROM plans WHERE hash = ?', [plan.hash]) === undefined)
      this.#database.run('INSERT INTO plans VALUES (?, ?)', [plan.hash, JSON.stringify(plan)])
    const values = [id, key ?? null, parent ?? null, plan.workflow, plan.hash, JSON.stringify(input), now, now]
    this.#database.run("INSERT INTO executions VALUES (?, ?, ?, ?, ?, ?, 'pending', NULL, ?, ?)", values)
    return {
      id,
      key: key ?? null,
      parent: parent ?? null,
      workflow: plan.workflow,
      status: 'pending',
      owner: null,
      createdAt: now,
      updatedAt: now,
    }
  }

  /** By id or key. */
  find(idOrKey: string): ExecutionRow | undefined {
    const byId = this.#database.one<ExecutionRow>(`SELECT ${columns} FROM executions WHERE id = ?`, [idOrKey])
    return byId ?? this.#database.one(`SELECT ${columns} FROM executions WHERE key = ?`, [idOrKey])
  }

  plan(id: string): { plan: WorkflowPlan; input: unknown } {
    const row = this.#database.one<{ hash: string; input: string }>(
      'SELECT plan_hash AS hash, input FROM executions WHERE id = ?',
      [id],
    )
    if (row === undefined) throw new Error(`The execution ${id} is not there.`)
    return { plan: this.#planOf(row.hash), input: JSON.parse(row.input) as unknown }
  }

  // Many executions have the same plan, and each asks for it several times.
  #planOf(hash: string): WorkflowPlan {
    const known = this.#plans.get(hash)
    if (known !== undefined) return known
    const row = this.#database.one<{ plan: string }>('SELECT plan FROM plans WHERE hash = ?', [hash])
    if (row === undefined) throw new Error(`The plan ${hash} is not there.`)
    const plan = JSON.parse(row.plan) as WorkflowPlan
    if (this.#plans.size === mostPlans) this.#plans.clear()
    this.#plans.set(hash, plan)
    return plan
  }

  list({ limit, status, workflow, since }: ListFilter): ExecutionRow[] {
    const { sql, values } = where([oneOf('status', status), ofWorkflow(workflow), atLeast('created_at', since)])
    return this.#database.all(`SELECT ${columns} FROM executions ${sql} ORDER BY id DESC LIMIT ?`, [...values, limit])
  }

  events(id: string, after = 0): RecordedEvent[] {
    const sql = 'SELECT seq, type, at, data FROM events WHERE execution_id = ? AND seq > ? ORDER BY seq'
    const rows = this.#database.all<{ seq: number; type: string; at: number; data: string }>(sql, [id, after])
    return rows.map(({ seq, type, at, data }) => ({ seq, type, at, ...(JSON.parse(data) as object) }) as RecordedEvent)
  }

  /** Makes `owner` the owner if there is none, or if `isAlive` says that the present one is dead. Returns whether it is now. */
  claim(id: string, owner: string, isAlive: (owner: string) => boolean): boolean {
    if (this.#database.run('UPDATE executions SET owner = ? WHERE id = ? AND owner IS NULL', [owner, id]) === 1)
      return true
    const row = this.find(id)
    if (row === undefined || (row.owner !== null && isAlive(row.owner))) return false
    this.#database.run('UPDATE executions SET owner = ? WHERE id = ?', [owner, id])
    return true
  }

  release(id: string, owner: string): void {
    if (this.find(id)?.owner !== owner) return
    this.#database.run('UPDATE executions SET owner = NULL WHERE id = ? AND owner = ?', [id, owner])
  }

  /** Writes an entry. Throws OssaError `execution/taken-over`, with nothing written, if somebody else is the owner now. */
  append({ executionId, owner, events, status, tasks, records }: Entry): void {
    // What has ended needs no owner any more.
    const next = isEnded(status) ? null : owner
    const sql =
      'UPDATE executions SET status = ?, updated_at = max(updated_at, ?), owner = ? WHERE id = ? AND owner = ?'
    if (this.#database.run(sql, [status, events.at(-1)?.at ?? 0, next, executionId, owner]) !== 1)
      throw lost(executionId)
    this.#database.insert(
      'INSERT INTO events',
      events.map((event) => [executionId, event.seq, event.type, event.at, dataOf(event)]),
    )
    this.#database.insert(
      'INSERT INTO tasks',
      tasks.map(({ task: { id, agent, capability, priority }, state: { status: is, attempts, error } }) => [
        executionId,
        id,
        agent ?? null,
        capability ?? null,
        priority,
        is,
        attempts,
        error === undefined ? null : JSON.stringify(error),
      ]),
      `ON CONFLICT (execution_id, id) DO UPDATE
       SET status = excluded.status, attempts = excluded.attempts, error = excluded.error`,
    )
    this.#database.insert(
      'INSERT INTO records',
      records.map(({ seq, task, kind, at, data }) => [executionId, seq, task, kind, at, JSON.stringify(data ?? null)]),
    )
  }

  /** Executions that one has started and that have not ended. */
  children(id: string): string[] {
    const sql = "SELECT id FROM executions WHERE parent_id = ? AND status NOT IN ('completed', 'failed', 'cancelled')"
    return this.#database.all<{ id: string }>(sql, [id]).map((row) => row.id)
  }

  /** Forgets executions that have ended, and plans that nobody needs. Returns how many executions. */
  prune({ before, status = ['completed', 'failed', 'cancelled'], keep }: PrunePolicy): number {
    const sql = `
      DELETE FROM executions WHERE id IN (
        SELECT id FROM (
          SELECT id, status, updated_at, parent_id, row_number() OVER (PARTITION BY workflow ORDER BY id DESC) AS place
          FROM executions WHERE parent_id IS NULL AND status IN ('completed', 'failed', 'cancelled')
        ) WHERE updated_at < ? AND place > ? AND status IN (${status.map(() => '?').join()})
      )`
    const removed = this.#database.run(sql, [before, keep, ...status])
    this.#database.run(`
      DELETE FROM workflows WHERE status = 'draft' AND plan_hash NOT IN (SELECT plan_hash FROM executions)`)
    this.#database.run(`
      DELETE FROM plans
      WHERE hash NOT IN (SELECT plan_hash FROM executions UNION ALL SELECT plan_hash FROM workflows)`)
    return removed
  }
}

function lost(id: string): OssaError {
  return new OssaError('execution/taken-over', `The execution ${id} has been taken over by another process.`, {
    hint: `Look at it with: ossa execution show ${id}`,
  })
}
