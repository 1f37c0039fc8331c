import type { Entry, ExecutionStore } from './store.ts'

interface Waiting {
  readonly entry: Entry
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/** Writes what comes in during one turn of the event loop in one transaction: a flush to disk costs the same for one or for many. */
export class Journal {
  readonly #store: ExecutionStore
  #waiting: Waiting[] = []

  constructor(store: ExecutionStore) {
    this.#store = store
  }

  /** Resolves when the entry is durable. */
  append(entry: Entry): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush())
      this.#waiting.push({ entry, resolve, reject })
    })
  }

  #flush(): void {
    const batch = this.#waiting
    this.#waiting = []
    try {
      this.#store.append(batch.map(({ entry }) => entry))
    } catch (error) {
      for (const { reject } of batch) reject(error)
      return
    }
    for (const { resolve } of batch) resolve()
  }
}
