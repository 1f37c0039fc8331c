import { setTimeout } from 'node:timers/promises'
import type { TaskMessage } from '../port.ts'
import { channels } from './channels.ts'
import type { PostgresDatabase } from './database.ts'

const pauseMs = 100
/** How many lines are passed on at a time; who says more than that is not read anyway. */
const most = 200
/** PostgreSQL passes on less than 8,000 bytes at a time. */
const longestBytes = 7_000
const longestText = 1_000

interface Saying extends TaskMessage {
  readonly executionId: string
}

/** Passes on what attempts say to those who follow their executions. Nothing of it is kept. */
export class Sayings {
  readonly #database: PostgresDatabase
  #waiting: Saying[] = []
  #passing: Promise<void> | undefined

  constructor(database: PostgresDatabase) {
    this.#database = database
  }

  add(saying: Saying): void {
    if (this.#waiting.length < most) this.#waiting.push(saying)
    this.#passing ??= setTimeout(pauseMs).then(() => this.#pass())
  }

  /** Resolves when all has been passed on that was said. */
  async flush(): Promise<void> {
    if (this.#waiting.length > 0) await this.#pass()
  }

  async #pass(): Promise<void> {
    const sayings = this.#waiting
    this.#waiting = []
    this.#passing = undefined
    if (sayings.length === 0) return
    const sql = 'SELECT pg_notify(?, said) FROM unnest(?::text[]) WITH ORDINALITY AS each (said, place) ORDER BY place'
    // Whoever follows would rather miss a line than have the attempt fail.
    await this.#database.run(sql, [channels.said, sayings.map(toPayload)]).catch(() => undefined)
  }
}

function toPayload({ executionId, ...message }: Saying): string {
  const payload = `${executionId} ${JSON.stringify(message)}`
  if (Buffer.byteLength(payload) <= longestBytes) return payload
  return `${executionId} ${JSON.stringify({ ...message, text: `${message.text.slice(0, longestText)}…` })}`
}

/** What was said, as it was passed on. */
export function toMessage(payload: string): TaskMessage {
  return JSON.parse(payload.slice(payload.indexOf(' ') + 1)) as TaskMessage
}
