import { existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * Makes a folder and those above it. The way that Node has for this never ends where a system says of a folder that it cannot make that
 * there is none above it, as Linux does below /proc.
 */
export function makeFolder(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (cause) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return
    const parent = path.dirname(folder)
    const isBelowNothing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT' && !existsSync(parent)
    if (!isBelowNothing || parent === folder) throw cause
    makeFolder(parent)
    makeFolder(folder)
  }
}
