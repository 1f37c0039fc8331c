import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { execa } from 'execa'
import type { CommandBinding } from '#core/workflow'
import { Lines, teller } from '../lines.ts'
import { type AttemptRequest, type Executor, maximumOutputBytes, type Outcome } from '../port.ts'
import { MissingValue, missingValueError, ValueReader } from '../values.ts'
import { describeExit, notStarted } from './exit.ts'
import { endProcessTree, graceMs, register } from './process-tree.ts'

/** How long the output of a program is read after it has ended. */
const drainMs = 500

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
    const cwd = path.join(context.root, request.binding.cwd)
    const said = new Lines(teller(context, values))
    const outcome = await run(request, { cwd, environment, signal, said })
    said.end()
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
  /** Takes what is printed on standard error. */
  readonly said: Lines
}

async function run(
  { binding, input }: AttemptRequest<CommandBinding>,
  { cwd, environment, signal, said }: Surroundings,
): Promise<Outcome> {
  const [program = '', ...args] = binding.run
  const subprocess = start(program, args, { cwd, environment, input: JSON.stringify(input) })
  if (subprocess instanceof TypeError) return notStarted(program, subprocess.message)
  const { pid } = subprocess
  subprocess.stderr.on('data', (chunk: Buffer) => said.write(chunk))
  if (pid !== undefined) register(pid)
  const end = () => {
    if (pid !== undefined) endProcessTree(pid)
  }
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  // What it leaves running in the background ends with it.
  subprocess.once('exit', end)
  const released = release(subprocess, signal)
  try {
    const exit = await Promise.race([subprocess, released])
    return exit === 'unending' ? { interrupted: true } : describeExit(exit, program)
  } finally {
    signal.removeEventListener('abort', end)
  }
}

/**
 * Lets go of the output of a program that has ended: whoever has left its group can hold it open for ever. Resolves only for a program
 * that cannot be ended at all, such as one that runs as somebody else.
 */
function release(subprocess: ChildProcess, signal: AbortSignal): Promise<'unending'> {
  const letGo = () => {
    for (const stream of [subprocess.stdin, subprocess.stdout, subprocess.stderr]) stream?.destroy()
  }
  // What it has printed is in the pipe by now, and is read before the second turn.
  subprocess.once('exit', () => setTimeout(() => setImmediate(letGo), drainMs).unref())
  return new Promise((resolve) => {
    const giveUp = () => {
      if (subprocess.exitCode !== null || subprocess.signalCode !== null) return
      letGo()
      subprocess.unref()
      resolve('unending')
    }
    const soon = () => setTimeout(giveUp, graceMs + drainMs).unref()
    if (signal.aborted) soon()
    else signal.addEventListener('abort', soon, { once: true })
  })
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
