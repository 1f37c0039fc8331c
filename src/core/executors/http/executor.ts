import type { HttpBinding } from '#core/workflow'
import { startDeadline } from '../deadline.ts'
import { fetchReason } from '../fetch-reason.ts'
import type { AttemptRequest, Executor, Outcome } from '../port.ts'
import { throughCircuit } from '../through-circuit.ts'
import { MissingValue, missingValueError, ValueReader } from '../values.ts'
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
    const { method } = request.binding.request
    const target = `${method} ${built.url.origin}${built.url.pathname}`
    const outcome = await throughCircuit(
      { kind: 'http', origin: built.url.origin, target },
      {
        circuits: context.circuits,
        signal,
        run: () => callOnce(built, { binding: request.binding, target, values }, signal),
      },
    )
    return values.redactOutcome(outcome)
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

// What fetch refuses by itself, such as the port of another protocol, has no code, and stays as it is.
function isOfNetwork({ cause }: TypeError): boolean {
  return cause instanceof Error && 'code' in cause
}
