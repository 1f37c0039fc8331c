import type { Outcome } from '#core/executors'
import type { PostgresDatabase, Transaction } from './database.ts'
import { changePlaces } from './places.ts'
import type { Queues } from './queues.ts'
import { tell } from './tell.ts'

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
  await database.transaction((transaction) => endAttemptWithin(transaction, queues, { ...attempt, ...ended }))
}

/** The same, as part of a transaction. */
export async function endAttemptWithin(
  transaction: Transaction,
  queues: Queues,
  { executionId: id, seq, outcome, worker, hasPlace = false }: { executionId: string; seq: number } & Ended,
): Promise<void> {
  const row = await transaction.one<{ driver: number | null }>(
    'SELECT driver FROM ossa.executions WHERE id = ? FOR KEY SHARE',
    [id],
  )
  const changed = await transaction.run(
    `UPDATE ossa.attempts SET outcome = ?, ended = nextval('ossa.endings')
     WHERE execution_id = ? AND seq = ? AND outcome IS NULL AND worker IS NOT DISTINCT FROM coalesce(?::bigint, worker)`,
    [JSON.stringify(outcome), id, seq, worker ?? null],
  )
  const driver = row?.driver ?? null
  if (changed === 1 && driver !== null) await tell(transaction, queues, { id, driver })
  if (hasPlace) await changePlaces(transaction, async () => queues, { executionId: id, joining: [], leaving: [seq] })
}
