import type { PostgresDatabase, Queries } from './database.ts'
import { endAttemptWithin } from './outcomes.ts'
import type { Queues } from './queues.ts'
import { lockClass } from './schema.ts'

interface Worker {
  readonly id: number
  /** What DBOS calls it. */
  readonly executor: string
  readonly hasLeft: boolean
  readonly isAlive: boolean
}

/** All workers that have work, or may take some. Those that live hold a lock, which the server takes back with their connection. */
export async function listWorkers(queries: Queries): Promise<Worker[]> {
  return queries.all(
    `SELECT id, executor, has_left AS "hasLeft", EXISTS (
       SELECT FROM pg_locks
       WHERE locktype = 'advisory' AND classid = ?::bigint::oid AND objid = workers.id::oid AND objsubid = 2 AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
     ) AS "isAlive"
     FROM ossa.workers ORDER BY id`,
    [lockClass.worker],
  )
}

/** How many workers live. */
export async function countLiving(queries: Queries): Promise<number> {
  return (await listWorkers(queries)).filter(({ isAlive, hasLeft }) => isAlive && !hasLeft).length
}

/** So many looks in a row must find a worker without its lock: a connection that broke is made again in the meantime. */
const looks = 4

/** Looks after workers that have died: what they had is done by others. */
export class Takeover {
  readonly #database: PostgresDatabase
  readonly #queues: Queues
  readonly #missing = new Map<number, number>()

  constructor(database: PostgresDatabase, queues: Queues) {
    this.#database = database
    this.#queues = queues
  }

  /** What was seen before this process itself lost its connection says nothing about others. */
  forget(): void {
    this.#missing.clear()
  }

  /** To be called at regular intervals. Returns the workers whose work has been given to others. */
  async look(): Promise<readonly string[]> {
    const taken: string[] = []
    const workers = await listWorkers(this.#database)
    for (const id of this.#missing.keys()) if (!workers.some((each) => each.id === id)) this.#missing.delete(id)
    for (const { id, executor, hasLeft, isAlive } of workers) {
      const missing = isAlive ? 0 : (this.#missing.get(id) ?? 0) + 1
      this.#missing.set(id, missing)
      if (isAlive || (missing < looks && !hasLeft)) continue
      if (await this.#takeOver(id, executor)) taken.push(executor)
    }
    return taken
  }

  async #takeOver(worker: number, executor: string): Promise<boolean> {
    return this.#database.transaction(async (transaction) => {
      // Held to the end: until then neither the worker itself, if it lives after all, nor others get in between.
      const { isFree } =
        (await transaction.one<{ isFree: boolean }>('SELECT pg_try_advisory_xact_lock(?, ?) AS "isFree"', [
          lockClass.worker,
          worker,
        ])) ?? {}
      if (isFree !== true) return false
      if ((await transaction.run('DELETE FROM ossa.workers WHERE id = ?', [worker])) === 0) return false
      const lost = await transaction.all<{ executionId: string; seq: number }>(
        'SELECT execution_id AS "executionId", seq FROM ossa.attempts WHERE worker = ? AND outcome IS NULL ORDER BY execution_id, seq',
        [worker],
      )
      // Nobody knows how far they got.
      for (const attempt of lost)
        await endAttemptWithin(transaction, this.#queues, { ...attempt, outcome: { interrupted: true }, worker })
      await this.#queues.giveBack(executor)
      return true
    })
  }
}
