import { spawn } from 'node:child_process'
import { packageRoot } from './package-root.ts'

/** Starts `ossa` with these arguments as a process of its own, which goes on after this one has ended. Says nothing any more. */
export function detachOssa(args: readonly string[]): void {
  const child = spawn(process.execPath, [`${packageRoot}/bin/run.cjs`, ...args], { detached: true, stdio: 'ignore' })
  child.unref()
}
