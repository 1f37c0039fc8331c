import type { RecordedEvent } from '../port.ts'
import type { Queries } from './database.ts'

/** What is needed of an attempt to carry it out. */
export interface BegunAttempt {
  readonly before: number | null
  readonly key: string
  readonly planHash: string
  readonly hasPlace: boolean
  readonly data: Extract<RecordedEvent, { type: 'attempt.started' }>
}

/** Makes an attempt a worker's own, unless it is another's. Undefined: nobody waits for it any more. */
export async function beginAttempt(
  queries: Queries,
  { executionId, seq }: { executionId: string; seq: number },
  worker: number,
): Promise<BegunAttempt | undefined | 'unknown-worker'> {
  const row = await queries.one<{ isKnown: boolean } & BegunAttempt>(
    `WITH known AS MATERIALIZED (SELECT id FROM ossa.workers WHERE id = ? FOR KEY SHARE),
     before AS MATERIALIZED (
       SELECT worker FROM ossa.attempts
       WHERE execution_id = ? AND seq = ? AND outcome IS NULL AND EXISTS (SELECT FROM known) FOR UPDATE
     ), place AS (
       UPDATE ossa.places SET worker = ?
       WHERE execution_id = ? AND seq = ? AND EXISTS (SELECT FROM before WHERE worker IS NULL) RETURNING id
     ), begun AS (
       UPDATE ossa.attempts SET worker = coalesce(before.worker, ?)
       FROM before, ossa.executions, ossa.events
       WHERE attempts.execution_id = ? AND attempts.seq = ? AND executions.id = attempts.execution_id
         AND events.execution_id = attempts.execution_id AND events.seq = attempts.seq
       RETURNING before.worker AS before, attempts.key AS key, plan_hash AS "planHash", events.data AS data
     )
     SELECT EXISTS (SELECT FROM known) AS "isKnown", EXISTS (SELECT FROM place) AS "hasPlace", begun.*
     FROM (SELECT) AS one LEFT JOIN begun ON true`,
    [worker, executionId, seq, worker, executionId, seq, worker, executionId, seq],
  )
  if (row?.isKnown !== true) return 'unknown-worker'
  return row.data === null ? undefined : row
}
