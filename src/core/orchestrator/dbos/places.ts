import type { PlaceRequest } from '../places.ts'
import type { PostgresDatabase, Transaction } from './database.ts'
import type { QueuedAttempt, Queues } from './queues.ts'
import { lockClass } from './schema.ts'

/** An attempt, and the place that it needs. */
export interface Joining extends PlaceRequest {
  readonly seq: number
}

/**
 * Places at agents, for the attempts of all executions. An attempt is handed out to workers when it has one. Who changes the places of an
 * agent is alone at that until the end of the transaction, and comes to the agents in the order of their names.
 */

/** Attempts of an execution line up, and others leave. Those whose turn it is then, of whatever execution, are handed out. */
export async function changePlaces(
  transaction: Transaction,
  queues: () => Promise<Queues>,
  { executionId, joining, leaving }: { executionId: string; joining: readonly Joining[]; leaving: readonly number[] },
): Promise<void> {
  const left = leaving.length === 0 ? [] : await agentsOf(transaction, { executionId, seqs: leaving })
  const agents = [...new Set([...joining.map(({ agent }) => agent), ...left])].sort()
  if (agents.length === 0) return
  for (const agent of agents) await lock(transaction, agent)
  if (left.length > 0)
    await transaction.run('DELETE FROM ossa.places WHERE execution_id = ? AND seq = ANY (?)', [executionId, leaving])
  if (joining.length > 0)
    await transaction.run(
      `INSERT INTO ossa.places (execution_id, seq, agent, most, priority)
       SELECT ?, * FROM unnest(?::integer[], ?::text[], ?::integer[], ?::integer[])`,
      [
        executionId,
        joining.map(({ seq }) => seq),
        joining.map(({ agent }) => agent),
        joining.map(({ most }) => most),
        joining.map(({ priority }) => priority),
      ],
    )
  for (const agent of agents) await callUp(transaction, await queues(), agent)
}

/** Gives free what nobody has any more who lives: of workers that have died, and of attempts that nobody waits for or carries out. */
export async function freePlaces(database: PostgresDatabase, queues: Queues): Promise<void> {
  const found = await database.all<{ agent: string }>(`SELECT DISTINCT agent FROM ossa.places WHERE ${isNobodys}`)
  if (found.length === 0) return
  await database.transaction(async (transaction) => {
    const agents = found.map(({ agent }) => agent).sort()
    for (const agent of agents) await lock(transaction, agent)
    await transaction.run(`DELETE FROM ossa.places WHERE agent = ANY (?) AND ${isNobodys}`, [agents])
    for (const agent of agents) await callUp(transaction, queues, agent)
  })
}

const isNobodys = `
  NOT EXISTS (SELECT FROM ossa.workers WHERE workers.id = places.worker)
  AND NOT EXISTS (
    SELECT FROM ossa.attempts
    WHERE attempts.execution_id = places.execution_id AND attempts.seq = places.seq AND outcome IS NULL
  )`

function agentsOf(
  transaction: Transaction,
  { executionId, seqs }: { executionId: string; seqs: readonly number[] },
): Promise<string[]> {
  const sql = 'SELECT DISTINCT agent FROM ossa.places WHERE execution_id = ? AND seq = ANY (?)'
  return transaction.all<{ agent: string }>(sql, [executionId, seqs]).then((rows) => rows.map(({ agent }) => agent))
}

async function lock(transaction: Transaction, agent: string): Promise<void> {
  await transaction.run('SELECT pg_advisory_xact_lock(?, hashtext(?))', [lockClass.agent, agent])
}

async function callUp(transaction: Transaction, queues: Queues, agent: string): Promise<void> {
  const called = await transaction.all<QueuedAttempt>(
    `UPDATE ossa.places SET is_taken = true FROM (
       SELECT id, most - row_number() OVER (ORDER BY priority DESC, id) AS spare
       FROM ossa.places WHERE agent = ? AND NOT is_taken
     ) AS next
     WHERE places.id = next.id AND spare >= (SELECT count(*) FROM ossa.places WHERE agent = ? AND is_taken)
     RETURNING execution_id AS "executionId", seq, priority`,
    [agent, agent],
  )
  if (called.length > 0) await queues.addAttempts(transaction.client, called)
}
