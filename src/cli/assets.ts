import { readFileSync } from 'node:fs'
import path from 'node:path'
import { packageRoot } from './package-root.ts'

/** The absolute path of something that is shipped with the program. */
export function assetPath(relative: string): string {
  return path.join(packageRoot, relative)
}

/** The text of a shipped file. */
export function assetText(relative: string): string {
  return readFileSync(assetPath(relative), 'utf8')
}
