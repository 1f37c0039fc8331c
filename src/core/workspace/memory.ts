import type { FileCache } from './cache.ts'

/** What is remembered of one version of one file. All of it follows from the path and the content of that file alone. */
export interface FileEntry {
  /** What the file holds; `null` if it is none of ours. */
  facts?: unknown
  /** What else has been worked out from it, by name. */
  readonly notes: Record<string, unknown>
}

/** The entries of the files that were looked at, from the cache if there is one. */
export class FileMemory {
  readonly #cache: FileCache | undefined
  readonly #entries = new Map<string, { readonly key: string; readonly entry: FileEntry }>()

  constructor(cache: FileCache | undefined) {
    this.#cache = cache
  }

  /** The entry of the version of a file that has this hash. */
  open(file: string, hash: string): FileEntry {
    const key = `file\n${file}\n${hash}`
    const known = this.#entries.get(file)
    if (known?.key === key) return known.entry
    const entry = (this.#cache?.get(key) as FileEntry | undefined) ?? { notes: {} }
    this.#entries.set(file, { key, entry })
    return entry
  }

  /** The entry of the version that was opened last. */
  current(file: string): FileEntry | undefined {
    return this.#entries.get(file)?.entry
  }

  /** To be called when something has been added to an entry. */
  keep(file: string): void {
    const known = this.#entries.get(file)
    if (known !== undefined) this.#cache?.set(known.key, known.entry)
  }
}
