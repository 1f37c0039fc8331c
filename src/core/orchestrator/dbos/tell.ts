import type { Transaction } from './database.ts'
import type { Queues } from './queues.ts'

/**
 * Tells the one who carries an execution out that there is news, unless that was said and not heard yet. Whoever has written
 * the news must have locked the execution before, if only to share it: else a turn could end between the two and miss them.
 */
export async function tell(
  transaction: Transaction,
  queues: Queues,
  { id, driver }: { id: string; driver: number },
): Promise<void> {
  const isFirst = await transaction.run('INSERT INTO ossa.wakeups VALUES (?) ON CONFLICT DO NOTHING', [id])
  if (isFirst === 1) await queues.tell(transaction.client, id, driver)
}
