import { escapeControls } from '#core/diagnostics'
import type { Outcome } from '../port.ts'

/** What execa reports about a program that has ended. */
interface Exit {
  /** Undefined if it could not be started. */
  readonly stdout?: string
  readonly stderr?: string
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly isMaxBuffer?: boolean
  readonly code?: string | undefined
  readonly originalMessage?: string | undefined
}

const keptText = 2_000

/** The outcome of a program by how it ended and what it printed. */
export function describeExit(exit: Exit, program: string): Outcome {
  const { stdout = '', stderr = '', exitCode, signal, isMaxBuffer, code } = exit
  if (isMaxBuffer === true)
    return failure('command/output-too-large', `${program} printed more than 10 MiB.`, { retryable: false })
  if (exitCode === undefined && signal === undefined)
    return notStarted(program, reasons[code ?? ''] ?? exit.originalMessage ?? 'unknown error', code)
  const said = complaintIn(stderr)
  const because = said === '' ? '' : `: ${said.slice(0, 300).replace(/\.$/, '')}`
  const details = {
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(stderr === '' ? {} : { stderr: stderr.slice(-keptText) }),
  }
  if (signal !== undefined)
    return failure('command/killed', `${program} was ended by ${signal}${because}.`, { retryable: true, details })
  if (exitCode !== 0)
    return failure('command/failed', `${program} exited with ${exitCode}${because}.`, {
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

/** The line that says what went wrong: the last one, unless that is only how a runtime ends its report. */
function complaintIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '')
  const telling = lines.filter((line) => !/^(Node\.js v\d|Bun v\d|\s+at |\s*\.\.\. \d+ more)/.test(line))
  // Node prints the source before the error, and the fields of the error after it.
  const isReport = telling.length < lines.length
  const error = isReport
    ? telling.findLast((line) => /^(Uncaught )?\[?[\w.$]*(Error|Exception|Rejection)\b/.test(line))
    : undefined
  return (error ?? telling.at(-1) ?? '').trim()
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such program or folder',
  ENOTDIR: 'there is no such program or folder',
  EACCES: 'permission denied',
  E2BIG: 'its arguments and environment are too long',
}
// The machine lacks something at the moment.
const passing = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM'])

/** The outcome of a program that never ran. */
export function notStarted(program: string, reason: string, code = ''): Outcome {
  const isFound = code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EACCES'
  const message = escapeControls(`${program} cannot be started: ${reason.replace(/\.$/, '')}.`, { oneLine: true })
  return failure(isFound ? 'command/not-started' : 'command/not-found', message, { retryable: passing.has(code) })
}

function failure(code: string, message: string, rest: { retryable: boolean; details?: unknown }): Outcome {
  return { error: { code, message, ...rest } }
}
