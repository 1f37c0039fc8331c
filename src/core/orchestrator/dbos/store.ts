import type { ExecutionStatus } from '#core/contract'
import type { Outcome } from '#core/executors'
import { isEnded, type WorkflowPlan } from '#core/workflow'
import { atLeast, ofWorkflow, oneOf, startedBy, where } from '../conditions.ts'
import { dataOf, type Step } from '../history.ts'
import type { ListFilter, PrunePolicy, RecordedEvent, RecordFilter, TaskRecord } from '../port.ts'
import { channels } from './channels.ts'
import type { Queries } from './database.ts'

export interface ExecutionRow {
  readonly id: string
  readonly key: string | null
  readonly parent: string | null
  readonly workflow: string
  readonly status: ExecutionStatus
  readonly planHash: string
  readonly lastSeq: number
  /** Which of its carryings-out is under way. */
  readonly driver: number | null
  readonly drivers: number
  readonly isDrained: boolean
  readonly problem: string | null
  readonly createdAt: number
  readonly updatedAt: number
}

const columns = `id, key, parent_id AS parent, workflow, status, plan_hash AS "planHash", last_seq AS "lastSeq", driver, drivers,
  is_drained AS "isDrained", problem, created_at AS "createdAt", updated_at AS "updatedAt"`

/** By id or key. */
export async function findExecution(queries: Queries, idOrKey: string): Promise<ExecutionRow | undefined> {
  const byId = await queries.one<ExecutionRow>(`SELECT ${columns} FROM ossa.executions WHERE id = ?`, [idOrKey])
  return byId ?? queries.one(`SELECT ${columns} FROM ossa.executions WHERE key = ?`, [idOrKey])
}

/** By id, and so that until the end of the transaction nobody else changes it. */
export async function lockExecution(queries: Queries, id: string): Promise<ExecutionRow | undefined> {
  return queries.one(`SELECT ${columns} FROM ossa.executions WHERE id = ? FOR UPDATE`, [id])
}

export interface NewExecution {
  readonly id: string
  readonly key: string | undefined
  readonly parent: string | undefined
  readonly plan: WorkflowPlan
  readonly input: unknown
  readonly now: number
}

/** Adds an execution unless its key is taken; returns the row that has the key or the id afterwards. */
export async function insertExecution(queries: Queries, execution: NewExecution): Promise<ExecutionRow> {
  const { id, key, parent, plan, input, now } = execution
  await insertPlan(queries, plan)
  const values = [id, key ?? null, parent ?? null, plan.workflow, plan.hash, JSON.stringify(input ?? null), now, now]
  const added = await queries.one<ExecutionRow>(
    `INSERT INTO ossa.executions (id, key, parent_id, workflow, plan_hash, input, status, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT (key) DO NOTHING RETURNING ${columns}`,
    values,
  )
  if (added === undefined) return requiredRow(await findExecution(queries, key ?? id), id)
  await queries.run(
    `INSERT INTO ossa.tasks (execution_id, id, agent, capability, priority, status, attempts)
     SELECT ?, id, agent, capability, priority, 'pending', 0
     FROM json_to_recordset(?) AS task (id TEXT, agent TEXT, capability TEXT, priority INTEGER)`,
    [
      id,
      JSON.stringify(
        plan.tasks.map(({ id: task, agent, capability, priority }) => ({ id: task, agent, capability, priority })),
      ),
    ],
  )
  return added
}

function requiredRow(row: ExecutionRow | undefined, id: string): ExecutionRow {
  if (row === undefined) throw new Error(`The execution ${id} has not been written.`)
  return row
}

export async function insertPlan(queries: Queries, plan: WorkflowPlan): Promise<void> {
  await queries.run('INSERT INTO ossa.plans VALUES (?, ?) ON CONFLICT DO NOTHING', [plan.hash, JSON.stringify(plan)])
}

export async function readPlan(queries: Queries, hash: string): Promise<WorkflowPlan> {
  const row = await queries.one<{ plan: WorkflowPlan }>('SELECT plan FROM ossa.plans WHERE hash = ?', [hash])
  if (row === undefined) throw new Error(`The plan ${hash} is not there.`)
  return row.plan
}

export async function readInput(queries: Queries, id: string): Promise<unknown> {
  return (await queries.one<{ input: unknown }>('SELECT input FROM ossa.executions WHERE id = ?', [id]))?.input
}

export async function listExecutions(
  queries: Queries,
  { limit, status, workflow, since }: ListFilter,
): Promise<ExecutionRow[]> {
  const { sql, values } = where([oneOf('status', status), ofWorkflow(workflow), atLeast('created_at', since)])
  return queries.all(`SELECT ${columns} FROM ossa.executions ${sql} ORDER BY id DESC LIMIT ?`, [...values, limit])
}

type EventRow = { readonly seq: number; readonly type: string; readonly at: number; readonly data: object }

export async function readEvents(queries: Queries, id: string, after = 0): Promise<RecordedEvent[]> {
  const sql = 'SELECT seq, type, at, data FROM ossa.events WHERE execution_id = ? AND seq > ? ORDER BY seq'
  return (await queries.all<EventRow>(sql, [id, after])).map(toEvent)
}

export async function readEvent(queries: Queries, id: string, seq: number): Promise<RecordedEvent> {
  const sql = 'SELECT seq, type, at, data FROM ossa.events WHERE execution_id = ? AND seq = ?'
  const row = await queries.one<EventRow>(sql, [id, seq])
  if (row === undefined) throw new Error(`The execution ${id} has no event ${seq}.`)
  return toEvent(row)
}

function toEvent({ seq, type, at, data }: EventRow): RecordedEvent {
  return { seq, type, at, ...data } as RecordedEvent
}

/** Writes events and all that follows from them. The execution must be locked. */
export async function writeStep(queries: Queries, id: string, { events, status, tasks, records }: Step): Promise<void> {
  const last = events.at(-1)
  if (last === undefined) return
  await queries.run(
    `WITH moved AS (
       UPDATE ossa.executions SET status = ?, last_seq = ?, updated_at = greatest(updated_at, ?), problem = NULL
       WHERE id = ? RETURNING pg_notify(?, id)
     ), told AS (
       INSERT INTO ossa.events (execution_id, seq, type, at, data)
       SELECT ?, * FROM unnest(?::integer[], ?::text[], ?::bigint[], ?::json[])
     ), changed AS (
       UPDATE ossa.tasks SET status = new.status, attempts = new.attempts, error = new.error
       FROM unnest(?::text[], ?::text[], ?::integer[], ?::json[]) AS new (id, status, attempts, error)
       WHERE execution_id = ? AND tasks.id = new.id
     ) SELECT FROM moved`,
    [
      ...[status, last.seq, last.at, id, channels.events],
      ...[id, events.map(({ seq }) => seq), events.map(({ type }) => type), events.map(({ at }) => at)],
      events.map(dataOf),
      tasks.map(({ task }) => task.id),
      tasks.map(({ state }) => state.status),
      tasks.map(({ state }) => state.attempts),
      tasks.map(({ state: { error } }) => (error === undefined ? null : JSON.stringify(error))),
      id,
    ],
  )
  for (const { seq, task, kind, at, data } of records)
    await queries.run('INSERT INTO ossa.records VALUES (?, ?, ?, ?, ?, ?)', [
      id,
      seq,
      task,
      kind,
      at,
      JSON.stringify(data ?? null),
    ])
}

/** An attempt whose outcome somebody waits for. */
export interface AttemptRow {
  readonly seq: number
  /** Equal for all attempts that are to have one effect. */
  readonly key: string
  readonly child: string | null
  readonly outcome: Outcome | null
  readonly ended: number | null
}

export async function readAttempts(queries: Queries, id: string): Promise<AttemptRow[]> {
  const sql =
    'SELECT seq, key, child_id AS child, outcome, ended FROM ossa.attempts WHERE execution_id = ? ORDER BY ended, seq'
  return queries.all(sql, [id])
}

/** Executions that one has started and that have not ended. */
export async function openChildren(queries: Queries, id: string): Promise<string[]> {
  const sql =
    "SELECT id FROM ossa.executions WHERE parent_id = ? AND status NOT IN ('completed', 'failed', 'cancelled') ORDER BY id"
  return (await queries.all<{ id: string }>(sql, [id])).map((row) => row.id)
}

/** The outputs that tasks have kept as records, the newest first. `execution` is an id. */
export async function listRecords(
  queries: Queries,
  { kind, workflow, execution, since, limit }: RecordFilter,
): Promise<TaskRecord[]> {
  const { sql, values } = where([
    oneOf('kind', kind),
    ofWorkflow(workflow),
    startedBy(execution, 'ossa.executions'),
    atLeast('records.at', since),
  ])
  return queries.all(
    `SELECT execution_id AS "executionId", workflow, seq, task, kind, records.at AS at, data
     FROM ossa.records JOIN ossa.executions ON executions.id = execution_id
     ${sql} ORDER BY records.at DESC, execution_id DESC, seq DESC LIMIT ?`,
    [...values, limit],
  )
}

/** Forgets executions that have ended, with all that they have started, and plans that nobody needs. */
export async function pruneExecutions(
  queries: Queries,
  { before, status = ['completed', 'failed', 'cancelled'], keep }: PrunePolicy,
): Promise<{ removed: number; ids: string[] }> {
  const wanted = status.filter(isEnded)
  const roots = await queries.all<{ id: string }>(
    `SELECT id FROM (
       SELECT id, status, updated_at, row_number() OVER (PARTITION BY workflow ORDER BY id DESC) AS place
       FROM ossa.executions WHERE parent_id IS NULL AND status IN ('completed', 'failed', 'cancelled')
     ) AS ended WHERE updated_at < ? AND place > ? AND status = ANY (?)`,
    [before, keep, wanted],
  )
  const family = await queries.all<{ id: string }>(
    `WITH RECURSIVE family (id) AS (
       SELECT unnest(?::text[]) COLLATE "C"
       UNION SELECT executions.id FROM ossa.executions JOIN family ON parent_id = family.id
     ) DELETE FROM ossa.executions WHERE id IN (SELECT id FROM family) RETURNING id`,
    [roots.map(({ id }) => id)],
  )
  await queries.run(
    "DELETE FROM ossa.workflows WHERE status = 'draft' AND plan_hash NOT IN (SELECT plan_hash FROM ossa.executions)",
  )
  await queries.run(
    `DELETE FROM ossa.plans
     WHERE hash NOT IN (SELECT plan_hash FROM ossa.executions UNION ALL SELECT plan_hash FROM ossa.workflows)`,
  )
  return { removed: roots.length, ids: family.map(({ id }) => id) }
}
