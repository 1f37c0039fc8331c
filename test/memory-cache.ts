import type { CacheKey, FileCache } from '#core/workspace'

/** A cache that lives in memory. As text, as the database has it. */
export class MemoryCache implements FileCache {
  readonly #rows = new Map<string, string>()
  readonly #values = new Map<string, unknown>()

  get({ file, name, hash }: CacheKey): unknown {
    const row = this.#rows.get(`${file}\n${name}`)
    const known = row === undefined ? undefined : JSON.parse(row)
    return known?.hash === hash ? known.value : undefined
  }

  set({ file, name, hash }: CacheKey, value: unknown): void {
    this.#values.set(`${file}\n${name}`, { hash, value })
  }

  close(): void {
    for (const [key, value] of this.#values) this.#rows.set(key, JSON.stringify(value))
    this.#values.clear()
  }

  /** The same as another process sees it, which has its own view until it is closed. */
  fork(): MemoryCache {
    const fork = new MemoryCache()
    for (const [key, row] of this.#rows) fork.#rows.set(key, row)
    return fork
  }

  /** Has what another process writes when it is closed. */
  closeOf(other: MemoryCache): void {
    for (const [key, value] of other.#values) this.#rows.set(key, JSON.stringify(value))
    other.close()
  }
}
