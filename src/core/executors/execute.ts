import type { Binding, CommandBinding, HttpBinding, McpBinding } from '#core/workflow'
import { commandExecutor } from './command/executor.ts'
import { checkedOutcome, inputProblem } from './contract-check.ts'
import { startDeadline } from './deadline.ts'
import { httpExecutor } from './http/executor.ts'
import { llmExecutor } from './llm/executor.ts'
import type { AttemptRequest, ExecutorContext, Outcome } from './port.ts'

/**
 * Carries out an attempt with the executor of its binding, within its time limit. Never throws for what the agent does;
 * `signal` interrupts the attempt.
 */
export async function executeAttempt(
  request: AttemptRequest,
  context: ExecutorContext,
  signal: AbortSignal,
): Promise<Outcome> {
  const problem = await inputProblem(request)
  if (problem !== undefined) return { error: problem }
  const deadline = startDeadline(request.timeoutMs)
  const outcome = await dispatch(request, context, AbortSignal.any([signal, deadline.signal])).finally(deadline.clear)
  if (signal.aborted && !('output' in outcome)) return { interrupted: true }
  if (!deadline.signal.aborted || 'output' in outcome) return checkedOutcome(outcome, request)
  const message = `The attempt took longer than ${request.timeoutMs} ms and was ended.`
  return { error: { code: `${request.binding.kind}/timeout`, message, retryable: true } }
}

async function dispatch(
  request: AttemptRequest<Binding>,
  context: ExecutorContext,
  signal: AbortSignal,
): Promise<Outcome> {
  const { binding } = request
  // The SDKs of the two protocols take a while to load.
  if (binding.kind === 'llm') return llmExecutor.execute({ ...request, binding }, context, signal)
  if (binding.kind === 'a2a') {
    const { a2aExecutor } = await import('./a2a/executor.ts')
    return a2aExecutor.execute({ ...request, binding }, context, signal)
  }
  if (binding.kind === 'mcp') {
    const { mcpExecutor } = await import('./mcp/executor.ts')
    return mcpExecutor.execute({ ...request, binding } as AttemptRequest<McpBinding>, context, signal)
  }
  if (binding.kind === 'command')
    return commandExecutor.execute({ ...request, binding } as AttemptRequest<CommandBinding>, context, signal)
  return httpExecutor.execute({ ...request, binding } as AttemptRequest<HttpBinding>, context, signal)
}
