import { stripVTControlCharacters } from 'node:util'
import type { ErrorOutput } from '#core/contract'
import { didYouMean, escapeControls, OssaError, printJson } from '#core/diagnostics'
import { standardError } from './terminal.ts'

/** 0 done, 1 errors found in the input, 2 wrong usage, 3 could not do it, 70 a bug. */
export const exitCodes = { done: 0, input: 1, usage: 2, world: 3, bug: 70 } as const

export interface FailureContext {
  readonly json: boolean
  /** Names of the flags that the command has. */
  readonly flags?: readonly string[]
}

/** The one place that decides how a failure is told and which exit code it gives. */
export function reportFailure(error: unknown, { json, flags = [] }: FailureContext): void {
  const { output, exitCode, stack } = describeFailure(error, flags)
  process.exitCode = exitCode
  if (json) {
    process.stdout.write(`${printJson(output)}\n`)
    return
  }
  const { code, message, hint } = output.error
  const { style, write } = standardError
  write(`${style.error('error')} ${style.faint(code)} ${escapeControls(message)}`)
  if (hint !== undefined) write(`  ${style.info('hint:')} ${escapeControls(hint)}`)
  if (stack !== undefined) write(stack)
}

function describeFailure(
  error: unknown,
  flags: readonly string[],
): { output: ErrorOutput; exitCode: number; stack?: string } {
  if (error instanceof OssaError) {
    const { code, message, hint, kind, diagnostics } = error
    const details = diagnostics.length === 0 ? {} : { diagnostics: [...diagnostics] }
    const said = { code, message, ...(hint === undefined ? {} : { hint }), ...details }
    return { output: { error: said }, exitCode: exitCodes[kind] }
  }
  if (isCliError(error))
    return {
      output: { error: { code: 'cli/usage', ...usageProblem(error.message, flags) } },
      exitCode: exitCodes.usage,
    }
  const message = error instanceof Error ? error.message : String(error)
  const hint = 'This is a bug in OSSA. Please report it, with what follows and what you did.'
  const stack = error instanceof Error ? error.stack : undefined
  return {
    output: { error: { code: 'internal/bug', message, hint } },
    exitCode: exitCodes.bug,
    ...(stack === undefined ? {} : { stack }),
  }
}

// Plugins bring an oclif of their own, whose errors are of another class.
function isCliError(error: unknown): error is Error {
  return error instanceof Error && 'oclif' in error
}

/** What oclif says about a command line, without its decoration, and with the option that was probably meant. */
function usageProblem(said: string, flags: readonly string[]): { message: string; hint: string } {
  const [text = ''] = stripVTControlCharacters(said).split('\nSee more help')
  const message = text
    .replace(/^The following errors? occurred:\s*/, '')
    .replace(/:\n\s*/, ': ')
    .replace(/\n\s*/g, '; ')
    .replace(/ {2,}/g, ' - ')
    .replace(/^Parsing (--[\w-]+) ?; /, '$1: ')
    .replace(/^(--[\w-]+)=.* cannot also be provided when using (--[\w-]+)$/, '$1 and $2 cannot be used together')
    .replace(/^Missing required flag (?!-)/, 'Missing required flag --')
  const [, option = '', options = ''] = /^Expected (?:--[\w-]+=)?(.*) to be one of: (.*)$/.exec(message) ?? []
  const [, flag = ''] = /^Nonexistent flag: (--[\w-]+)/.exec(message) ?? []
  const suggestion =
    flag === ''
      ? didYouMean(option, options.split(', '))
      : didYouMean(
          flag,
          flags.map((name) => `--${name}`),
        )
  const hint =
    suggestion === undefined || suggestion === '' ? 'See the command with --help.' : `Did you mean ${suggestion}?`
  return { message, hint }
}
