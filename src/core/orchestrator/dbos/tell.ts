import { channels } from './channels.ts'
import type { Transaction } from './database.ts'

/**
 * Tells the one who carries an execution out that there is news, unless that was said and not heard yet. Whoever has written
 * the news must have locked the execution before, if only to share it: else a turn could end between the two and miss them.
 */
export async function tell(transaction: Transaction, id: string): Promise<void> {
  await transaction.run('INSERT INTO ossa.wakeups VALUES (?) ON CONFLICT DO NOTHING RETURNING pg_notify(?, ?)', [
    id,
    channels.news,
    id,
  ])
}
