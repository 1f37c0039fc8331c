import path from 'node:path'
import { usageError } from '#core/diagnostics'
import { firstLineOf } from '#core/source'
import { formats } from './formats/index.ts'

const known = formats.flatMap(({ files }) => files)

/** Refuses to write where there is a file that OSSA did not make: nobody's own graph.json is lost because a folder was mistyped. */
export function refuseForeign(folder: string, files: readonly string[]): void {
  const foreign = files.find((file) => isForeign(folder, file))
  if (foreign === undefined) return
  throw usageError(
    'graph/not-generated',
    `${path.join(folder, foreign)} exists and is not a graph that OSSA made.`,
    'Choose another place with --output, or remove the file.',
  )
}

/** Files of a folder that OSSA made in a format that is not among those that are written now. They tell of another day. */
export function staleFiles(folder: string, written: readonly string[]): string[] {
  return known
    .filter(({ path: file }) => !written.includes(file))
    .filter(({ path: file, head }) => firstLineOf(folder, file)?.startsWith(head) === true)
    .map(({ path: file }) => file)
}

// A file may have been written in one format and be replaced by another.
function isForeign(folder: string, file: string): boolean {
  const first = firstLineOf(folder, file)
  return first !== undefined && !known.some(({ head }) => first.startsWith(head))
}
