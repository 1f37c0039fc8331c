import { setTimeout } from 'node:timers/promises'
import { ClosingClient } from './client.ts'
import type { PostgresDatabase } from './database.ts'

const pauseMs = 500

/** Hears what the server tells on a channel, for as long as it can be reached. Who listens must do without as well. */
export class Listener {
  readonly #database: PostgresDatabase
  readonly #channel: string
  readonly #closing = new AbortController()
  readonly #callbacks = new Set<{ readonly about: string; readonly call: () => void }>()
  #client: ClosingClient | undefined
  #isListening = false

  constructor(database: PostgresDatabase, channel: string) {
    this.#database = database
    this.#channel = channel
  }

  /** Nothing that is said now is missed. */
  get isListening(): boolean {
    return this.#isListening
  }

  /** Calls back when something is said about a thing, or may have been. Returns how to end that. */
  on(about: string, call: () => void): () => void {
    const entry = { about, call }
    this.#callbacks.add(entry)
    if (this.#client === undefined) void this.#listen()
    return () => this.#callbacks.delete(entry)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#client?.end().catch(() => undefined)
  }

  #tell(about?: string): void {
    for (const entry of this.#callbacks) if (about === undefined || entry.about === about) entry.call()
  }

  async #listen(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#listenOnce().catch(() => undefined)
      this.#isListening = false
      await setTimeout(pauseMs, undefined, { signal: this.#closing.signal }).catch(() => undefined)
    }
  }

  /** Until the connection ends. */
  async #listenOnce(): Promise<void> {
    const client = new ClosingClient({
      connectionString: this.#database.address.connectionString,
      connectionTimeoutMillis: 10_000,
      application_name: 'ossa',
      keepAlive: true,
    })
    this.#client = client
    const ended = new Promise<void>((resolve) => client.once('end', resolve))
    // Told by `end` as well.
    client.on('error', () => undefined)
    client.on('notification', ({ payload }) => this.#tell(payload))
    try {
      await client.connect()
      await client.query(`LISTEN ${this.#channel}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    this.#isListening = true
    this.#tell()
    await ended
  }
}
