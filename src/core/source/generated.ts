import { closeSync, openSync, readdirSync, readSync, rmSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { OssaError } from '#core/diagnostics'

/** The first line of a file; undefined if there is no regular file. Throws OssaError `source/unreadable`. */
export function firstLineOf(folder: string, relative: string): string | undefined {
  const target = path.join(folder, relative)
  try {
    return statOf(target)?.isFile() === true ? headOf(target) : undefined
  } catch (cause) {
    throw new OssaError('source/unreadable', `Cannot read ${target}.`, { hint: 'Make it readable.', cause })
  }
}

/** Files directly in a folder that begin with this line, by name. A folder that is not there holds none. */
export function filesHeadedBy(firstLine: string, folder: string): string[] {
  if (statOf(folder)?.isDirectory() !== true) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && firstLineOf(folder, entry.name) === firstLine)
    .map(({ name }) => name)
    .sort()
}

/** Removes files below a folder. */
export function removeFiles(folder: string, files: readonly string[]): void {
  for (const file of files) rmSync(path.join(folder, file), { force: true })
}

function statOf(target: string): Stats | undefined {
  return statSync(target, { throwIfNoEntry: false })
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
