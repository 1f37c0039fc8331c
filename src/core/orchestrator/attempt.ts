import { type AttemptRequest, Circuits, type ExecutorContext, type Outcome } from '#core/executors'
import { diskTree } from '#core/source'
import type { ExecutionState, StartCommand } from '#core/workflow'
import type { OpenOptions } from './port.ts'

/** One attempt, and what tells it from the others of its task. */
export type Attempt = Omit<StartCommand, 'do'> & {
  /** `task/iteration`, and the generation where it is not the first: equal for all attempts that are to have one effect. */
  readonly key: string
}

/** An attempt as executors are asked for it. Throws a plain Error for what the planner sees to itself. */
export function toRequest(
  executionId: string,
  { task, attempt, input, key }: Pick<Attempt, 'task' | 'attempt' | 'input' | 'key'>,
): AttemptRequest {
  const { id, binding, timeoutMs, capability = id, inputSchema, outputSchema } = task
  if (binding.kind === 'wait' || binding.kind === 'signal' || binding.kind === 'workflow')
    throw new Error(`${binding.kind} is no attempt.`)
  const idempotencyKey = `${executionId}/${key}`
  return {
    executionId,
    task: id,
    capability,
    attempt,
    idempotencyKey,
    input,
    binding,
    timeoutMs,
    inputSchema,
    outputSchema,
  }
}

/** What executors may use of the world, for all attempts of a process. */
export function executorContext({
  root,
  environment,
  now,
}: Pick<OpenOptions, 'root' | 'environment' | 'now'>): ExecutorContext {
  const tree = diskTree(root)
  return {
    root,
    environment,
    readFile: (file) => Buffer.from(tree.read(file)).toString('utf8'),
    circuits: new Circuits(now),
  }
}

/** Of the executions that carry out a task that is a workflow, each failure of the task begins another. */
export function childKey(parent: string, key: string, failures: number): string {
  return `${parent}/${key}/${failures}`
}

/** How the attempt ends for which an execution was started; undefined: it has not ended. */
export function outcomeOfChild(id: string, { status, output, error }: ExecutionState): Outcome | undefined {
  if (status === 'completed') return { output }
  if (status === 'failed')
    return { error: { ...(error ?? { code: 'workflow/failed', message: 'It failed.' }), retryable: true } }
  if (status === 'cancelled')
    return { error: { code: 'workflow/cancelled', message: `The execution ${id} was cancelled.`, retryable: false } }
  return undefined
}
