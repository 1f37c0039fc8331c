import path from 'node:path'
import { execa } from 'execa'

export const packageRoot = path.resolve(import.meta.dirname, '../..')
export const bin = path.join(packageRoot, 'bin/run.cjs')

const nobody = 65_534

export interface Ran {
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Runs the bundled command line as a user would, without a terminal. */
export async function runOssa(
  args: readonly string[],
  options: { cwd: string; input?: string; env?: Record<string, string>; asNobody?: boolean },
): Promise<Ran> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [bin, ...args], {
    cwd: options.cwd,
    reject: false,
    stripFinalNewline: false,
    ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
    // Root may read everything.
    ...(options.asNobody === true && process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}),
    env: { NO_COLOR: '1', CI: '1', COLUMNS: '100', ...options.env },
  })
  return { exitCode, stdout, stderr }
}
