import type { AttemptError } from '#core/workflow'
import { isPassing, retryAfter } from './retry-after.ts'

/** Remembers how a service has answered requests: of the SDKs that send them one learns little of that. */
export class Answers {
  readonly #refusals = new Map<number, Headers>()
  /** The status of the answer to the last request; undefined if there was none. */
  last: number | undefined

  /** The same, seen by us. */
  watch(send: typeof fetch): typeof fetch {
    return async (url, init) => {
      this.last = undefined
      const response = await send(url, init)
      this.last = response.status
      if (!response.ok) this.#refusals.set(response.status, response.headers)
      return response
    }
  }

  /** The failure that a status is; with how long the service asks to be left alone, if it has. */
  error(status: number, { kind, who }: { kind: string; who: string }): AttemptError {
    const headers = this.#refusals.get(status)
    return {
      code: `${kind}/${status}`,
      message: `${who} answered ${status} instead of a message.`,
      retryable: isPassing(status),
      ...(headers && retryAfter(headers)),
    }
  }
}
