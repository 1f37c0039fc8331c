import type { CacheKey, FileCache } from '#core/workspace'

interface Row {
  readonly hash: string
  readonly value: string | Uint8Array
}

/** A cache that lives in memory. As text or bytes, as the database has it. */
export class MemoryCache implements FileCache {
  readonly #rows = new Map<string, Row>()
  readonly #values = new Map<string, { readonly hash: string; readonly value: unknown }>()

  get({ file, name, hash }: CacheKey): unknown {
    const row = this.#rows.get(`${file}\n${name}`)
    if (row?.hash !== hash) return undefined
    return typeof row.value === 'string' ? JSON.parse(row.value) : new Uint8Array(row.value)
  }

  set({ file, name, hash }: CacheKey, value: unknown): void {
    this.#values.set(`${file}\n${name}`, { hash, value })
  }

  close(): void {
    for (const [key, { hash, value }] of this.#values) this.#rows.set(key, { hash, value: printed(value) })
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
    for (const [key, { hash, value }] of other.#values) this.#rows.set(key, { hash, value: printed(value) })
    other.close()
  }
}

function printed(value: unknown): string | Uint8Array {
  return value instanceof Uint8Array ? new Uint8Array(value) : JSON.stringify(value)
}
