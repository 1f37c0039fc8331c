import { setTimeout } from 'node:timers/promises'
import { ClosingClient } from './client.ts'
import type { PostgresDatabase } from './database.ts'

const pauseMs = 500

interface Entry {
  readonly channel: string
  readonly about: string
  readonly call: (payload: string | undefined) => void
}

/** Hears what the server tells on channels, for as long as it can be reached. Who listens must do without as well. */
export class Listener {
  readonly #database: PostgresDatabase
  readonly #channels: readonly string[]
  readonly #closing = new AbortController()
  readonly #callbacks = new Set<Entry>()
  #client: ClosingClient | undefined
  #isListening = false

  constructor(database: PostgresDatabase, channels: readonly string[]) {
    this.#database = database
    this.#channels = channels
  }

  /** Nothing that is said now is missed. */
  get isListening(): boolean {
    return this.#isListening
  }

  /** Calls back when something is said that begins with a text; without what was said, when something may have been. Returns how to end that. */
  on(entry: Entry): () => void {
    this.#callbacks.add(entry)
    if (this.#client === undefined) void this.#listen()
    return () => this.#callbacks.delete(entry)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#client?.end().catch(() => undefined)
  }

  #tell(channel: string, payload = ''): void {
    for (const { channel: of, about, call } of this.#callbacks)
      if (of === channel && payload.startsWith(about)) call(payload)
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
    client.on('notification', ({ channel, payload }) => this.#tell(channel, payload))
    try {
      await client.connect()
      for (const channel of this.#channels) await client.query(`LISTEN ${channel}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    this.#isListening = true
    for (const { call } of this.#callbacks) call(undefined)
    await ended
  }
}
