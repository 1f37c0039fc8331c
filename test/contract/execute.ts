import { executeAttempt } from '#core/executors'

/**
 * The executors, and a program `noop` that is none: it answers with its input, without a process. `noop fail N` fails in the first N
 * attempts.
 */
export const execute: typeof executeAttempt = async (request, context, signal) => {
  const { binding, attempt, input } = request
  if (binding.kind !== 'command' || binding.run[0] !== 'noop') return executeAttempt(request, context, signal)
  if (attempt > Number(binding.run[2] ?? 0)) return { output: input }
  return { error: { code: 'command/failed', message: 'It fails.', retryable: true } }
}
