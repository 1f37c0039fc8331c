import { lstatSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { unreadable } from './file-tree.ts'
import { unwritable } from './write.ts'

export interface DiskFile {
  /** As UTF-8; what is not becomes U+FFFD. */
  readonly text: string
  readonly isExecutable: boolean
}

/** A file outside of every workspace, such as a git hook, by its absolute path; undefined if nothing is there. */
export function readDiskFile(path: string): DiskFile | undefined {
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return undefined
    // A link that leads nowhere is something, and holds nothing.
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return { text: '', isExecutable: false }
    return { text: readFileSync(path, 'utf8'), isExecutable: (stats.mode & 0o100) !== 0 }
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : String(cause), cause)
  }
}

/** Renames a file with all that belongs to it; a link stays a link. Replaces what has the new name. */
export function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to)
  } catch (cause) {
    throw unwritable(to, cause)
  }
}

/** Removes a file, if it is there. */
export function removeFile(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch (cause) {
    throw unwritable(path, cause)
  }
}
