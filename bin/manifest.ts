/** Writes `oclif.manifest.json`, in the same order every time, so that its diff shows what changed for users. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..')
const file = path.join(root, 'oclif.manifest.json')
execFileSync('npx', ['--no-install', 'oclif', 'manifest'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
const { commands, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { commands: Record<string, object> }
const sorted = Object.fromEntries(Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify({ commands: sorted, ...rest }, null, 2)}\n`)
