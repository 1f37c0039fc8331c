import type { HttpBinding } from '#core/workflow'
import { startDeadline } from '../deadline.ts'
import type { Executor, Outcome } from '../port.ts'
import { MissingValue, missingValueError, ValueReader } from '../values.ts'
import { buildRequest } from './request.ts'
import { readResponse } from './response.ts'
import { UnusableInput } from './unusable-input.ts'

/** An operation of an HTTP service: one call, no redirects, no retries. */
export const httpExecutor: Executor<HttpBinding> = {
  kind: 'http',
  async execute(request, context, signal) {
    const values = new ValueReader(context)
    const { binding } = request
    const limit = startDeadline(binding.timeoutMs)
    let target = binding.request.path
    try {
      const { url, ...init } = buildRequest(request, values)
      target = `${binding.request.method} ${url.origin}${url.pathname}`
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
      if (error instanceof MissingValue) return { error: missingValueError('http', error) }
      if (error instanceof UnusableInput) return failure('http/unusable-input', error.message, false)
      if (error instanceof TypeError) {
        const message = values.redact(`${target} cannot be reached: ${reasonOf(error)}.`)
        return isOfNetwork(error) ? failure('http/unreachable', message, true) : failure('http/refused', message, false)
      }
      throw error
    } finally {
      limit.clear()
    }
  },
}

function failure(code: string, message: string, retryable: boolean): Outcome {
  return { error: { code, message, retryable } }
}

// fetch says only `fetch failed`; the reason is in the cause.
function reasonOf(error: TypeError): string {
  const { cause } = error
  if (!(cause instanceof Error)) return error.message
  const code = 'code' in cause ? String(cause.code) : ''
  return code === 'ECONNREFUSED' ? 'the connection was refused' : cause.message || code
}

// What fetch refuses by itself, such as the port of another protocol, has no code, and stays as it is.
function isOfNetwork({ cause }: TypeError): boolean {
  return cause instanceof Error && 'code' in cause
}
