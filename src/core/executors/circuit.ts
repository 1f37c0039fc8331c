/** What a call says about the service: it works, it does not, or nothing. */
export type CallResult = 'answered' | 'failed' | 'unknown'

/** Leave to call the service, to be given back with what came of it; or how long it will not be called. */
export type Entry =
  | { readonly leave: (result: CallResult) => void }
  | { readonly retryAfterMs: number; readonly calls: number; readonly failures: number }

interface Opened {
  readonly at: number
  readonly calls: number
  readonly failures: number
}

interface Second {
  /** Seconds since 1970. */
  readonly at: number
  calls: number
  failures: number
}

export const circuitLimits = {
  /** How far back calls count. */
  windowMs: 30_000,
  /** Of fewer calls nothing follows. */
  minimumCalls: 10,
  failedPercent: 50,
  /** How long the service is left alone before one call tries it again. */
  openMs: 30_000,
} as const

/**
 * Keeps calls from a service while most of them fail. Closed, it counts; open, nobody passes; then one call tries the service, the
 * others wait for what comes of it.
 */
export class Circuit {
  readonly #now: () => number
  #seconds: Second[] = []
  #opened: Opened | undefined
  #trial: Promise<void> | undefined
  /** Calls that began before the circuit opened or closed say nothing about what came after. */
  #generation = 0

  constructor(now: () => number) {
    this.#now = now
  }

  /** Returns undefined if the signal was aborted meanwhile. */
  async enter(signal: AbortSignal): Promise<Entry | undefined> {
    while (this.#trial !== undefined && !signal.aborted) await endOf(this.#trial, signal)
    if (signal.aborted) return undefined
    if (this.#opened === undefined) return this.#pass()
    const { at, calls, failures } = this.#opened
    const sinceMs = this.#now() - at
    // A clock that was put back must not keep a circuit open.
    if (sinceMs >= 0 && sinceMs < circuitLimits.openMs)
      return { retryAfterMs: circuitLimits.openMs - sinceMs, calls, failures }
    return this.#try()
  }

  #pass(): Entry {
    const generation = this.#generation
    return {
      leave: (result) => {
        if (result === 'unknown' || generation !== this.#generation) return
        const { calls, failures } = this.#count(result)
        const isBad = calls >= circuitLimits.minimumCalls && failures * 100 >= calls * circuitLimits.failedPercent
        if (result === 'failed' && isBad) this.#turn({ at: this.#now(), calls, failures })
      },
    }
  }

  #try(): Entry {
    const { promise, resolve } = deferred()
    this.#trial = promise
    return {
      leave: (result) => {
        if (result === 'answered') this.#turn(undefined)
        if (result === 'failed') this.#turn({ at: this.#now(), calls: 1, failures: 1 })
        this.#trial = undefined
        resolve()
      },
    }
  }

  #turn(opened: Opened | undefined): void {
    this.#opened = opened
    this.#seconds = []
    this.#generation += 1
  }

  #count(result: CallResult): { calls: number; failures: number } {
    const now = this.#now()
    const at = Math.floor(now / 1_000)
    const oldest = Math.floor((now - circuitLimits.windowMs) / 1_000)
    this.#seconds = this.#seconds.filter((second) => second.at > oldest && second.at <= at)
    const last = this.#seconds.at(-1)
    const second = last?.at === at ? last : { at, calls: 0, failures: 0 }
    if (second !== last) this.#seconds.push(second)
    second.calls += 1
    if (result === 'failed') second.failures += 1
    const sum = (key: 'calls' | 'failures') => this.#seconds.reduce((total, each) => total + each[key], 0)
    return { calls: sum('calls'), failures: sum('failures') }
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

function endOf(trial: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true })
    void trial.then(resolve)
  })
}
