import { closeSync, openSync, readdirSync, readSync, rmSync } from 'node:fs'
import path from 'node:path'
import { unreadable } from './file-tree.ts'
import { statIfThere } from './find.ts'

/** The first line of a file; undefined if there is no regular file. Throws OssaError `source/unreadable`. */
export function firstLineOf(folder: string, relative: string): string | undefined {
  const target = path.join(folder, relative)
  if (statIfThere(target)?.isFile() !== true) return undefined
  try {
    return headOf(target)
  } catch (cause) {
    throw unreadable(target, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** Files directly in a folder that begin with this line, by name. A folder that is not there holds none. */
export function filesHeadedBy(firstLine: string, folder: string): string[] {
  if (statIfThere(folder)?.isDirectory() !== true) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && firstLineOf(folder, entry.name) === firstLine)
    .map(({ name }) => name)
    .sort()
}

/** Removes files below a folder. */
export function removeFiles(folder: string, files: readonly string[]): void {
  for (const file of files) rmSync(path.join(folder, file), { force: true })
}

// Generated files can be large; the line that says so is short.
const headBytes = 512

function headOf(target: string): string {
  const file = openSync(target, 'r')
  try {
    const head = Buffer.alloc(headBytes)
    const length = readSync(file, head, 0, headBytes, 0)
    return head.toString('utf8', 0, length).split(/\r?\n/, 1)[0] ?? ''
  } finally {
    closeSync(file)
  }
}
