import { formatDuration } from '#core/diagnostics'
import { type CallResult, circuitLimits, type Entry } from './circuit.ts'
import type { Circuits } from './circuits.ts'
import type { Outcome } from './port.ts'

/** A service that is about to be called. */
export interface CalledService {
  /** Of the executor: the first part of the codes of its failures. */
  readonly kind: string
  readonly origin: string
  /** How messages call it. */
  readonly target: string
}

export interface Call {
  readonly circuits: Circuits
  readonly signal: AbortSignal
  readonly run: () => Promise<Outcome>
  /** True once the service has answered that it works on it: then time that is up says nothing against it. */
  readonly mayTakeLong?: () => boolean
}

/** Calls a service, unless its circuit is open, and tells the circuit what came of it. */
export async function throughCircuit(service: CalledService, call: Call): Promise<Outcome> {
  const { circuits, signal, run, mayTakeLong = () => false } = call
  const entry = await circuits.enter(service.origin, signal)
  if (entry === undefined) return { interrupted: true }
  if ('retryAfterMs' in entry) return circuitOpen(service, entry)
  let result: CallResult = 'unknown'
  try {
    const outcome = await run()
    result = 'interrupted' in outcome && mayTakeLong() ? 'answered' : resultOf(outcome, signal)
    return outcome
  } finally {
    entry.leave(result)
  }
}

function circuitOpen(
  { kind, origin, target }: CalledService,
  { retryAfterMs, calls, failures }: Extract<Entry, { retryAfterMs: number }>,
): Outcome {
  const reason =
    calls === 1
      ? `the call that tried ${origin} again failed`
      : `${failures} of ${calls} calls to ${origin} failed within ${formatDuration(circuitLimits.windowMs)}`
  const message = `${target} was not called: ${reason}. It is tried again in ${formatDuration(retryAfterMs)}.`
  return { error: { code: `${kind}/circuit-open`, message, retryable: true, retryAfterMs } }
}

// What the service answers to a request that is wrong, or to one too many, says that it works.
function resultOf(outcome: Outcome, signal: AbortSignal): CallResult {
  if ('output' in outcome) return 'answered'
  // The time limit of the attempt may be shorter than that of the call.
  if ('interrupted' in outcome) return isTimeUp(signal) ? 'failed' : 'unknown'
  const { code } = outcome.error
  // Nobody was asked.
  if (code === 'http/refused') return 'unknown'
  return /\/(unreachable|timeout|5\d\d)$/.test(code) ? 'failed' : 'answered'
}

function isTimeUp({ reason }: AbortSignal): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError'
}
