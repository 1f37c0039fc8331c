import type { ControlRequest } from '#core/workflow'
import type { RunsDatabase } from './runs-database.ts'

interface Request {
  readonly id: number
  readonly executionId: string
  readonly request: ControlRequest
}

const pollMs = 100

/** What processes ask of executions that others carry out: written here by the one, taken from here by the other. */
export class Inbox {
  readonly #database: RunsDatabase
  readonly #listeners = new Map<string, () => void>()
  #version: number | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(database: RunsDatabase) {
    this.#database = database
  }

  /** Returns the number of the request. */
  put(executionId: string, request: ControlRequest): number {
    const sql = 'INSERT INTO requests (execution_id, request) VALUES (?, ?) RETURNING id'
    const id = this.#database.one<{ id: number }>(sql, [executionId, JSON.stringify(request)])?.id ?? 0
    this.#listeners.get(executionId)?.()
    return id
  }

  isWaiting(id: number): boolean {
    return this.#database.one('SELECT 1 FROM requests WHERE id = ?', [id]) !== undefined
  }

  peek(executionId: string): readonly Request[] {
    const sql = 'SELECT id, request FROM requests WHERE execution_id = ? ORDER BY id'
    return this.#database
      .all<{ id: number; request: string }>(sql, [executionId])
      .map(({ id, request }) => ({ id, executionId, request: JSON.parse(request) as ControlRequest }))
  }

  remove(ids: readonly number[]): void {
    for (const id of ids) this.#database.run('DELETE FROM requests WHERE id = ?', [id])
  }

  /** Calls back when there may be a request for an execution. Returns how to end that. */
  listen(executionId: string, callback: () => void): () => void {
    this.#listeners.set(executionId, callback)
    // It also keeps a process alive that only waits for somebody to ask something.
    this.#timer ??= setInterval(() => this.#poll(), pollMs)
    return () => {
      this.#listeners.delete(executionId)
      if (this.#listeners.size > 0) return
      clearInterval(this.#timer)
      this.#timer = undefined
    }
  }

  // Asking whether anybody has written is next to free; only then is it worth looking for requests.
  #poll(): void {
    const version = this.#database.version()
    if (version === this.#version) return
    this.#version = version
    const rows = this.#database.all<{ id: string }>('SELECT DISTINCT execution_id AS id FROM requests')
    for (const { id } of rows) this.#listeners.get(id)?.()
  }
}
