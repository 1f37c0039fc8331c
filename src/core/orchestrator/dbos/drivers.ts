import { Wakeup } from '../wakeup.ts'
import type { PostgresDatabase } from './database.ts'
import type { Next } from './executions.ts'

interface DriversOptions {
  readonly database: PostgresDatabase
  readonly turn: (id: string, driver: number) => Promise<Next>
  readonly stop: AbortSignal
}

/**
 * Carries executions out, each turn by turn. Nothing of it is kept here or recorded by DBOS: a turn finds all that there is to do in
 * our tables, whoever took the one before.
 */
export class Drivers {
  readonly #options: DriversOptions
  readonly #sleeping = new Map<string, Wakeup>()

  constructor(options: DriversOptions) {
    this.#options = options
    options.stop.addEventListener('abort', () => {
      for (const wakeup of this.#sleeping.values()) wakeup.wake()
    })
  }

  /** Carries an execution out until there is nothing left to do, or this worker is to stop: then it is left to others. */
  async drive(id: string, driver: number): Promise<void> {
    const { turn, stop } = this.#options
    const wakeup = new Wakeup()
    this.#sleeping.set(id, wakeup)
    try {
      while (!stop.aborted) {
        const { isOver, waitMs } = await turn(id, driver)
        if (isOver) return
        await wakeup.sleep(waitMs)
      }
    } finally {
      if (this.#sleeping.get(id) === wakeup) this.#sleeping.delete(id)
    }
    throw new Error('The worker is to stop.')
  }

  /** There is news for an execution, perhaps of this worker. */
  wake(id: string): void {
    this.#sleeping.get(id)?.wake()
  }

  /** Looks for news of which nobody was told. */
  async look(): Promise<void> {
    if (this.#sleeping.size === 0) return
    const sql = 'SELECT execution_id AS id FROM ossa.wakeups WHERE execution_id = ANY (?)'
    const rows = await this.#options.database.all<{ id: string }>(sql, [[...this.#sleeping.keys()]])
    for (const { id } of rows) this.wake(id)
  }
}
