import type { Outcome } from '#core/executors'
import { channels } from './channels.ts'
import type { PostgresDatabase, Queries, Transaction } from './database.ts'
import { changePlaces } from './places.ts'
import type { Queues } from './queues.ts'

interface Ended {
  readonly outcome: Outcome
  /** Only if this worker carries the attempt out. */
  readonly worker?: number
  /** It had a place at its agent, and gives it back. */
  readonly hasPlace?: boolean
}

/** Writes down how an attempt has ended, and tells the one who carries the execution out. Nothing happens if nobody waits for it. */
export async function endAttempt(
  { database, queues }: { database: PostgresDatabase; queues: Queues },
  attempt: { executionId: string; seq: number },
  ended: Ended,
): Promise<void> {
  if (ended.hasPlace !== true) return writeOutcome(database, { ...attempt, ...ended })
  await database.transaction((transaction) => endAttemptWithin(transaction, queues, { ...attempt, ...ended }))
}

/** The same, as part of a transaction. */
export async function endAttemptWithin(
  transaction: Transaction,
  queues: Queues,
  ended: { executionId: string; seq: number } & Ended,
): Promise<void> {
  await writeOutcome(transaction, ended)
  if (ended.hasPlace !== true) return
  const { executionId, seq } = ended
  await changePlaces(transaction, async () => queues, { executionId, joining: [], leaving: [seq] })
}

// The execution is locked before anything is written, as `tell` asks for.
async function writeOutcome(
  queries: Queries,
  { executionId: id, seq, outcome, worker }: { executionId: string; seq: number } & Ended,
): Promise<void> {
  await queries.run(
    `WITH execution AS MATERIALIZED (SELECT id, driver FROM ossa.executions WHERE id = ? FOR KEY SHARE),
     ended AS (
       UPDATE ossa.attempts SET outcome = ?, ended = nextval('ossa.endings') FROM execution
       WHERE execution_id = execution.id AND seq = ? AND outcome IS NULL
         AND worker IS NOT DISTINCT FROM coalesce(?::bigint, worker)
       RETURNING execution.id, execution.driver
     )
     INSERT INTO ossa.wakeups SELECT id FROM ended WHERE driver IS NOT NULL
     ON CONFLICT DO NOTHING RETURNING pg_notify(?, execution_id)`,
    [id, JSON.stringify(outcome), seq, worker ?? null, channels.news],
  )
}
