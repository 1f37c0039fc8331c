import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** The command line is tested as it is shipped: bundled. */
export function setup(): void {
  const root = path.resolve(import.meta.dirname, '..')
  execFileSync(process.execPath, ['--import', 'tsx', 'bin/build.ts'], { cwd: root, stdio: 'inherit' })
}
