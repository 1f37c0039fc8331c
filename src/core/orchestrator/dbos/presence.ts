import { setTimeout } from 'node:timers/promises'
import { channels } from './channels.ts'
import { ClosingClient } from './client.ts'
import type { PostgresDatabase } from './database.ts'
import { isPassing, worldError } from './errors.ts'
import { lockClass } from './schema.ts'

interface PresenceOptions {
  readonly database: PostgresDatabase
  /** What DBOS calls this worker. */
  readonly executor: string
  readonly host: string
  readonly pid: number
  readonly now: () => number
  /** Something was said on a channel. */
  readonly onNotice: (channel: string, payload: string) => void
  /** From now on nothing is missed that is said; before, it may have been. */
  readonly onListening: () => void
  /** The connection broke. */
  readonly onLost: () => void
  /** Others took this worker for dead: what it had is theirs. */
  readonly onTakenOver: () => void
}

const pauseMs = 250
/** What a worker listens to. */
const heard = [channels.givenUp, channels.news, channels.work]
/** How long a machine may be gone without a word before the server ends its connection: 5 + 3 × 2 seconds. */
const keepAlive = { tcp_keepalives_idle: 5, tcp_keepalives_interval: 2, tcp_keepalives_count: 3 }

/**
 * Shows the others that this worker lives, by a lock that the server takes back when the connection ends. A process that is only
 * slow, or stopped for a while, keeps its connection.
 */
export class Presence {
  readonly #options: PresenceOptions
  readonly #closing = new AbortController()
  #client: ClosingClient | undefined
  #worker: number | undefined

  get executor(): string {
    return this.#options.executor
  }

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  /** The number by which this worker is known. It gets another if it was taken for dead. */
  get worker(): number {
    if (this.#worker === undefined) throw new Error('The worker has not been announced.')
    return this.#worker
  }

  /** Throws OssaError if the server cannot be reached. */
  async announce(): Promise<void> {
    const { database } = this.#options
    try {
      await this.#connect()
    } catch (error) {
      throw worldError(error, database.address.shown)
    }
  }

  /** Says that what this worker has not done is for others. */
  async leave(): Promise<void> {
    await this.#options.database.run('UPDATE ossa.workers SET has_left = true WHERE id = ?', [this.worker])
  }

  /** From now on it counts as gone. */
  async close(): Promise<void> {
    this.#closing.abort()
    await this.#client?.end().catch(() => undefined)
  }

  async #connect(): Promise<void> {
    const { database, executor, host, pid, now, onNotice, onListening, onTakenOver } = this.#options
    const client = new ClosingClient({
      connectionString: database.address.connectionString,
      connectionTimeoutMillis: 10_000,
      application_name: 'ossa worker',
      keepAlive: true,
    })
    // Told by `end` as well.
    client.on('error', () => undefined)
    client.on('notification', ({ channel, payload = '' }) => onNotice(channel, payload))
    await client.connect()
    try {
      for (const [name, value] of Object.entries(keepAlive)) await client.query(`SET ${name} = ${value}`)
      const before = this.#worker
      if (before === undefined || !(await hold(client, before))) {
        const { rows } = await client.query<{ id: string }>(
          'INSERT INTO ossa.workers (executor, host, pid, started_at) VALUES ($1, $2, $3, $4) RETURNING id',
          [executor, host, pid, now()],
        )
        this.#worker = Number(rows[0]?.id)
        await hold(client, this.#worker)
        if (before !== undefined) onTakenOver()
      }
      for (const channel of heard) await client.query(`LISTEN ${channel}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    client.once('end', () => {
      if (!this.#closing.signal.aborted) void this.#comeBack()
    })
    this.#client = client
    onListening()
  }

  async #comeBack(): Promise<void> {
    this.#options.onLost()
    while (!this.#closing.signal.aborted) {
      await setTimeout(pauseMs)
      try {
        return await this.#connect()
      } catch (error) {
        if (!isPassing(error)) throw error
      }
    }
  }
}

/** Takes the lock of a worker. False if the worker is not known any more. */
async function hold(client: ClosingClient, worker: number): Promise<boolean> {
  await client.query('SELECT pg_advisory_lock($1, $2)', [lockClass.worker, worker])
  const { rowCount } = await client.query('SELECT FROM ossa.workers WHERE id = $1', [worker])
  if (rowCount === 1) return true
  await client.query('SELECT pg_advisory_unlock($1, $2)', [lockClass.worker, worker])
  return false
}
