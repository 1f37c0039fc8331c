import type { PlaceRequest } from '../places.ts'
import type { Journal } from './journal.ts'
import type { Presence } from './presence.ts'
import type { RunsDatabase } from './runs-database.ts'

const pollMs = 50
/** Every so many polls it is looked whether those live who have places. */
const looks = 20

/** Places at agents, for the attempts of all processes that share the database. Who waits is called in order of priority. */
export class Places {
  readonly #database: RunsDatabase
  readonly #journal: Journal
  readonly #presence: Presence
  /** Attempts of this process that wait. */
  readonly #waiting = new Map<number, () => void>()
  #version: number | undefined
  #polls = 0
  #timer: NodeJS.Timeout | undefined

  constructor({ database, journal, presence }: { database: RunsDatabase; journal: Journal; presence: Presence }) {
    this.#database = database
    this.#journal = journal
    this.#presence = presence
  }

  /** Carries something out when there is a place for it. Undefined: it was stopped while it waited. */
  async within<T>(
    request: PlaceRequest,
    { stop, onWait }: { stop: AbortSignal; onWait: () => void },
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    const id = await this.#lineUp(request)
    try {
      if (!this.#isTaken(id)) {
        onWait()
        await this.#turnOf(id, stop)
      }
      return stop.aborted ? undefined : await work()
    } finally {
      await this.#change(() => this.#database.run('DELETE FROM places WHERE id = ?', [id]), request.agent)
    }
  }

  #lineUp({ agent, most, priority }: PlaceRequest): Promise<number> {
    const sql = 'INSERT INTO places (agent, most, priority, owner) VALUES (?, ?, ?, ?) RETURNING id'
    const { owner } = this.#presence
    return this.#change(() => this.#database.one<{ id: number }>(sql, [agent, most, priority, owner])?.id ?? 0, agent)
  }

  #isTaken(id: number): boolean {
    return this.#database.one('SELECT 1 FROM places WHERE id = ? AND is_taken = 1', [id]) !== undefined
  }

  async #turnOf(id: number, stop: AbortSignal): Promise<void> {
    await this.#forgetDead()
    if (stop.aborted || this.#isTaken(id)) return
    this.#timer ??= setInterval(() => this.#poll(), pollMs)
    await new Promise<void>((resolve) => {
      this.#waiting.set(id, resolve)
      stop.addEventListener('abort', () => resolve(), { once: true })
    })
    this.#waiting.delete(id)
    if (this.#waiting.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Changes who stands at an agent, and calls those whose turn it is then. */
  async #change<T>(work: () => T, agent: string): Promise<T> {
    const { result, called } = await this.#journal.write(() => ({ result: work(), called: this.#callUp(agent) }))
    for (const id of called) this.#waiting.get(id)?.()
    return result
  }

  /** The places that are taken now, as part of a transaction. */
  #callUp(agent: string): number[] {
    return this.#database
      .all<{ id: number }>(
        `UPDATE places SET is_taken = 1 FROM (
           SELECT id AS next, most - row_number() OVER (ORDER BY priority DESC, id) AS spare
           FROM places WHERE agent = ? AND is_taken = 0
         ) WHERE id = next AND spare >= (SELECT count(*) FROM places WHERE agent = ? AND is_taken = 1)
         RETURNING id`,
        [agent, agent],
      )
      .map(({ id }) => id)
  }

  // Asking whether another process has written is next to free.
  #poll(): void {
    this.#polls += 1
    if (this.#polls % looks === 0) void this.#forgetDead().catch(() => undefined)
    const version = this.#database.version()
    if (version === this.#version) return
    this.#version = version
    for (const [id, call] of this.#waiting) if (this.#isTaken(id)) call()
  }

  /** Gives free what processes have left behind that have died. */
  async #forgetDead(): Promise<void> {
    const rows = this.#database.all<{ owner: string; agent: string }>('SELECT DISTINCT owner, agent FROM places')
    for (const { owner, agent } of rows)
      if (owner !== this.#presence.owner && !this.#presence.isAlive(owner))
        await this.#change(() => this.#database.run('DELETE FROM places WHERE owner = ?', [owner]), agent)
  }
}
