/** Puts `oclif.manifest.json` into the same order every time, so that its diff shows what changed for users. */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const file = path.resolve(import.meta.dirname, '../oclif.manifest.json')
const { commands, ...rest } = JSON.parse(readFileSync(file, 'utf8')) as { commands: Record<string, object> }
const sorted = Object.fromEntries(Object.entries(commands).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(file, `${JSON.stringify({ commands: sorted, ...rest }, null, 2)}\n`)
