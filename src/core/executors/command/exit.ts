import type { Outcome } from '../port.ts'

/** What execa reports about a program that has ended. */
interface Exit {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly isMaxBuffer?: boolean
  readonly code?: string | undefined
}

const keptText = 2_000

/** The outcome of a program by how it ended and what it printed. */
export function describeExit({ stdout, stderr, exitCode, signal, isMaxBuffer, code }: Exit, program: string): Outcome {
  if (isMaxBuffer === true)
    return failure('command/output-too-large', `${program} printed more than 10 MiB.`, { retryable: false })
  if (code === 'ENOENT' || code === 'EACCES')
    return failure(
      'command/not-found',
      `${program} cannot be started: ${code === 'ENOENT' ? 'there is no such program or folder' : 'permission denied'}.`,
      { retryable: false },
    )
  const said = stderr.trim().split('\n').at(-1) ?? ''
  const because = said === '' ? '' : `: ${said.slice(0, 300)}`
  const details = {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(stderr === '' ? {} : { stderr: stderr.slice(-keptText) }),
  }
  if (signal !== undefined)
    return failure('command/killed', `${program} was ended by ${signal}${because}.`, { retryable: true, details })
  if (exitCode !== 0)
    return failure('command/failed', `${program} exited with ${exitCode ?? code}${because}.`, {
      retryable: true,
      details,
    })
  if (stdout.trim() === '') return { output: null }
  try {
    return { output: JSON.parse(stdout) as unknown }
  } catch {
    const shown = JSON.stringify(stdout.slice(0, 120))
    return failure(
      'command/invalid-output',
      `${program} did not print one JSON value; its output begins with ${shown}.`,
      { retryable: false, details },
    )
  }
}

function failure(code: string, message: string, rest: { retryable: boolean; details?: unknown }): Outcome {
  return { error: { code, message, ...rest } }
}
