import { formatDuration } from '#core/diagnostics'
import type { HttpBinding } from '#core/workflow'
import { startDeadline } from '../deadline.ts'
import { fetchReason } from '../fetch-reason.ts'
import type { AttemptRequest, Executor, Outcome } from '../port.ts'
import { MissingValue, missingValueError, ValueReader } from '../values.ts'
import { type CallResult, circuitLimits, type Entry } from './circuit.ts'
import { buildRequest, type HttpRequest } from './request.ts'
import { readResponse } from './response.ts'
import { UnusableInput } from './unusable-input.ts'

/** An operation of an HTTP service: one call, no redirects, no retries; none while its circuit is open. */
export const httpExecutor: Executor<HttpBinding> = {
  kind: 'http',
  async execute(request, context, signal) {
    const values = new ValueReader(context)
    const built = requestOrFailure(request, values)
    if ('error' in built) return built
    const entry = await context.circuits.enter(built.url.origin, signal)
    if (entry === undefined) return { interrupted: true }
    const target = `${request.binding.request.method} ${built.url.origin}${built.url.pathname}`
    if ('retryAfterMs' in entry) return values.redactOutcome(circuitOpen(target, built.url.origin, entry))
    let result: CallResult = 'unknown'
    try {
      const outcome = await callOnce(built, { binding: request.binding, target, values }, signal)
      result = resultOf(outcome, signal)
      return outcome
    } finally {
      entry.leave(result)
    }
  },
}

function requestOrFailure(
  request: AttemptRequest<HttpBinding>,
  values: ValueReader,
): HttpRequest | Extract<Outcome, { error: unknown }> {
  try {
    return buildRequest(request, values)
  } catch (error) {
    if (error instanceof MissingValue) return { error: missingValueError('http', error) }
    if (error instanceof UnusableInput) return failure('http/unusable-input', error.message, false)
    throw error
  }
}

async function callOnce(
  { url, ...init }: HttpRequest,
  { binding, target, values }: { binding: HttpBinding; target: string; values: ValueReader },
  signal: AbortSignal,
): Promise<Outcome> {
  const limit = startDeadline(binding.timeoutMs)
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.any([signal, limit.signal]),
    })
    return values.redactOutcome(
      await readResponse(response, { target, kind: binding.request.response?.kind ?? 'json' }),
    )
  } catch (error) {
    if (signal.aborted) return { interrupted: true }
    if (limit.signal.aborted)
      return failure('http/timeout', `${target} gave no answer within ${binding.timeoutMs} ms.`, true)
    if (!(error instanceof TypeError)) throw error
    const message = values.redact(`${target} cannot be reached: ${fetchReason(error)}.`)
    return isOfNetwork(error) ? failure('http/unreachable', message, true) : failure('http/refused', message, false)
  } finally {
    limit.clear()
  }
}

function failure(code: string, message: string, retryable: boolean) {
  return { error: { code, message, retryable } }
}

function circuitOpen(
  target: string,
  origin: string,
  { retryAfterMs, calls, failures }: Extract<Entry, { retryAfterMs: number }>,
): Outcome {
  const reason =
    calls === 1
      ? `the call that tried ${origin} again failed`
      : `${failures} of ${calls} calls to ${origin} failed within ${formatDuration(circuitLimits.windowMs)}`
  const message = `${target} was not called: ${reason}. It is tried again in ${formatDuration(retryAfterMs)}.`
  return { error: { ...failure('http/circuit-open', message, true).error, retryAfterMs } }
}

// What the service answers to a request that is wrong, or to one too many, says that it works.
function resultOf(outcome: Outcome, signal: AbortSignal): CallResult {
  if ('output' in outcome) return 'answered'
  // The time limit of the attempt may be shorter than that of the call.
  if ('interrupted' in outcome) return isTimeUp(signal) ? 'failed' : 'unknown'
  const { code } = outcome.error
  if (code === 'http/refused') return 'unknown'
  return /^http\/(unreachable|timeout|5\d\d)$/.test(code) ? 'failed' : 'answered'
}

function isTimeUp({ reason }: AbortSignal): boolean {
  return reason instanceof DOMException && reason.name === 'TimeoutError'
}

// What fetch refuses by itself, such as the port of another protocol, has no code, and stays as it is.
function isOfNetwork({ cause }: TypeError): boolean {
  return cause instanceof Error && 'code' in cause
}
