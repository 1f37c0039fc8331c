import path from 'node:path'
import { execa } from 'execa'
import type { CommandBinding } from '#core/workflow'
import { type AttemptRequest, type Executor, maximumOutputBytes, type Outcome } from '../port.ts'
import { MissingValue, missingValueError, ValueReader } from '../values.ts'
import { describeExit, notStarted } from './exit.ts'
import { endProcessTree } from './process-tree.ts'

/** A program: the input as JSON on standard input, the output as JSON on standard output, what it is about in OSSA_ variables. */
export const commandExecutor: Executor<CommandBinding> = {
  kind: 'command',
  async execute(request, context, signal) {
    const values = new ValueReader(context)
    let environment: Record<string, string>
    try {
      environment = environmentOf(request, values)
    } catch (error) {
      if (error instanceof MissingValue) return { error: missingValueError('command', error) }
      throw error
    }
    if (signal.aborted) return { interrupted: true }
    const outcome = await run(request, { cwd: path.join(context.root, request.binding.cwd), environment, signal })
    return values.redactOutcome(outcome)
  },
}

function environmentOf(request: AttemptRequest<CommandBinding>, values: ValueReader): Record<string, string> {
  const own = Object.entries(request.binding.env).map(([name, value]) => [name, values.read(value)])
  return {
    ...Object.fromEntries(own),
    OSSA_EXECUTION_ID: request.executionId,
    OSSA_TASK: request.task,
    OSSA_CAPABILITY: request.capability,
    OSSA_ATTEMPT: String(request.attempt),
    OSSA_IDEMPOTENCY_KEY: request.idempotencyKey,
  }
}

interface Surroundings {
  readonly cwd: string
  readonly environment: Record<string, string>
  readonly signal: AbortSignal
}

async function run(
  { binding, input }: AttemptRequest<CommandBinding>,
  { cwd, environment, signal }: Surroundings,
): Promise<Outcome> {
  const [program = '', ...args] = binding.run
  const subprocess = start(program, args, { cwd, environment, input: JSON.stringify(input) })
  if (subprocess instanceof TypeError) return notStarted(program, subprocess.message)
  const { pid } = subprocess
  const end = () => {
    if (pid !== undefined) endProcessTree(pid)
  }
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  // What it leaves running in the background ends with it, and must not keep its output open.
  subprocess.once('exit', end)
  try {
    return describeExit(await subprocess, program)
  } finally {
    signal.removeEventListener('abort', end)
  }
}

function start(
  program: string,
  args: readonly string[],
  { cwd, environment, input }: { cwd: string; environment: Record<string, string>; input: string },
) {
  try {
    return execa(program, args, {
      cwd,
      env: environment,
      input,
      reject: false,
      stripFinalNewline: false,
      maxBuffer: maximumOutputBytes,
      // A group of its own, so that ending it ends everything it has started.
      detached: true,
      cleanup: false,
      windowsHide: true,
    })
  } catch (error) {
    // What no program can be given, such as a NUL in an argument.
    if (error instanceof TypeError) return error
    throw error
  }
}
