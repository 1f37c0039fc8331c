import { existsSync } from 'node:fs'
import path from 'node:path'

/** The folder with real data that others wrote. */
export const shared = path.resolve(process.env['OSSA_SHARED'] ?? '../shared')

/** True if a part of the shared data is absent; says so, for a silent skip would look like a pass. */
export function isAbsent(part: string): boolean {
  const absent = !existsSync(path.join(shared, part))
  if (absent) console.warn(`skipped: ${path.join(shared, part)} is absent; set OSSA_SHARED to the folder that holds it`)
  return absent
}
