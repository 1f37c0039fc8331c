import { OssaError } from '#core/diagnostics'

interface Waiting {
  readonly work: () => unknown
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
}

type Result = { readonly value: unknown } | { readonly error: OssaError }

/** Does the writing of one turn of the event loop in one transaction: a flush to disk costs the same for one or for many. */
export class Journal {
  readonly #transaction: (work: () => Result[]) => Result[]
  #waiting: Waiting[] = []

  /** `transaction` does all of it, or none. */
  constructor(transaction: (work: () => Result[]) => Result[]) {
    this.#transaction = transaction
  }

  /** Resolves when what was written is durable. `work` may refuse with an OssaError, as long as it has written nothing. */
  write<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#flush())
      this.#waiting.push({ work, resolve, reject })
    })
  }

  #flush(): void {
    const batch = this.#waiting
    this.#waiting = []
    try {
      const results = this.#transaction(() => batch.map(({ work }) => attempt(work)))
      for (const [index, result] of results.entries()) {
        if ('error' in result) batch[index]?.reject(result.error)
        else batch[index]?.resolve(result.value as never)
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}

function attempt(work: () => unknown): Result {
  try {
    return { value: work() }
  } catch (error) {
    if (error instanceof OssaError && /^(execution|workflow)\//.test(error.code)) return { error }
    throw error
  }
}
