import { Circuit, type Entry } from './circuit.ts'

/** The circuits of all services that a process calls, by their origin: what one execution has met, the others know. */
export class Circuits {
  readonly #now: () => number
  readonly #byOrigin = new Map<string, Circuit>()

  /** `now`: milliseconds since 1970. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** Asks for leave to call a service; undefined if the signal was aborted meanwhile. */
  enter(origin: string, signal: AbortSignal): Promise<Entry | undefined> {
    const known = this.#byOrigin.get(origin)
    const circuit = known ?? new Circuit(this.#now)
    if (known === undefined) this.#byOrigin.set(origin, circuit)
    return circuit.enter(signal)
  }
}
