import path from 'node:path'
import { execa } from 'execa'

export const packageRoot = path.resolve(import.meta.dirname, '../..')

/** A step did not work; the message says all there is to say. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure'
}

/** The command line as a user would type it. */
export function typed(words: readonly string[]): string {
  return `ossa ${words.join(' ')}`
}

/** Runs a program of this package to its end and gives what it printed. Throws StepFailure. */
export async function runNode(words: readonly string[], env: Record<string, string> = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, words, { cwd: packageRoot, env, reject: false })
  if (exitCode === 0) return stdout
  const said = [stdout, stderr].map(inWords).filter((text) => text !== '')
  throw new StepFailure([...said, `It ended with exit code ${exitCode}.`].join('\n'))
}

/** Runs the command line that has been built. Throws StepFailure. */
export async function runOssa(words: readonly string[]): Promise<string> {
  return runNode(['bin/run.js', ...words])
}

/** The same, for commands that print JSON. */
export async function askOssa<T>(words: readonly string[], env: Record<string, string> = {}): Promise<T> {
  return JSON.parse(await runNode(['bin/run.js', ...words, '--json'], env)) as T
}

// With --json, commands say what went wrong in `error`.
function inWords(printed: string): string {
  try {
    const { error } = JSON.parse(printed) as { error?: { message: string; hint?: string } }
    return error === undefined ? printed : [error.message, error.hint ?? ''].join('\n').trimEnd()
  } catch {
    return printed
  }
}
