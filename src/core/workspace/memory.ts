import type { FileCache } from './cache.ts'

/**
 * What follows from the path and the content of one file alone, by name, from the cache if there is one. What is set may be added
 * to until the cache is closed.
 */
export class FileMemory {
  readonly #cache: FileCache | undefined
  readonly #known = new Map<string, unknown>()

  constructor(cache: FileCache | undefined) {
    this.#cache = cache
  }

  get<T>(file: string, name: string, hash: string): T | undefined {
    const key = `${file}\n${name}`
    if (!this.#known.has(key)) this.#known.set(key, this.#cache?.get({ file, name, hash }))
    return this.#known.get(key) as T | undefined
  }

  /** Reads at once what is remembered of all files under a name. */
  readAhead(name: string): void {
    this.#cache?.readAhead?.(name)
  }

  /** Something that is to be filled, and set then. */
  begin(file: string, name: string, value: unknown): void {
    this.#known.set(`${file}\n${name}`, value)
  }

  /** Forgets what was begun. */
  forget(file: string, name: string): void {
    this.#known.delete(`${file}\n${name}`)
  }

  set({ file, name, hash }: { file: string; name: string; hash: string }, value: unknown): void {
    this.#known.set(`${file}\n${name}`, value)
    this.#cache?.set({ file, name, hash }, value)
  }
}
