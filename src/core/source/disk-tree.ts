import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { OssaError } from '#core/diagnostics'
import {
  type Entry,
  type FileTree,
  type PathKind,
  reasonOf,
  refuseTooLarge,
  unreadable,
  unreadableReasons,
} from './file-tree.ts'
import { statIfThere } from './find.ts'
import { ignoreRulesAbove } from './ignore-rules.ts'

/** A folder on disk. Symbolic links are followed only as long as they stay inside. */
export function diskTree(root: string): FileTree {
  const realRoot = realpathSync.native(root)
  const absolute = (relative: string) => (relative === '' ? realRoot : join(realRoot, relative))
  const isInside = (relative: string) => {
    const real = realpathSync.native(absolute(relative))
    return real === realRoot || real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep)
  }
  const insideFolders = new Map<string, boolean>()
  const isFolderInside = (folder: string) => {
    const known = insideFolders.get(folder) ?? isInside(folder)
    insideFolders.set(folder, known)
    return known
  }

  /** What is at a path, links followed; undefined where it leads out of the tree. */
  const statInside = (relative: string): Stats | undefined => {
    if (`/${relative}/`.includes('/../')) return undefined
    const stats = lstatSync(absolute(relative))
    // What is no link itself is where its folder is.
    const isThere = stats.isSymbolicLink() ? isInside(relative) : isFolderInside(folderOf(relative))
    if (!isThere) return undefined
    return stats.isSymbolicLink() ? statSync(absolute(relative)) : stats
  }

  const kindOf = (relative: string): PathKind => {
    try {
      const stats = statInside(relative)
      return stats === undefined ? 'outside' : kindOfStats(stats)
    } catch {
      return 'missing'
    }
  }

  return {
    ignoredAbove: ignoreRulesAbove(realRoot),
    kindOf,
    read(relative) {
      try {
        const direct = isFolderInside(folderOf(relative)) ? readOrdinary(absolute(relative), relative) : undefined
        if (direct !== undefined) return direct
        const stats = statInside(relative)
        const kind = stats === undefined ? 'outside' : kindOfStats(stats)
        if (kind !== 'file') throw unreadable(relative, reasons[kind])
        refuseTooLarge(relative, stats?.size ?? 0)
        return readFileSync(absolute(relative))
      } catch (cause) {
        throw unreadableBecause(relative, cause)
      }
    },
    list(relative) {
      const folder = absolute(relative)
      try {
        if (kindOf(relative) === 'outside') throw unreadable(relative, reasons.outside)
        return readdirSync(folder, { withFileTypes: true })
          .flatMap((entry) => listed(folder, entry))
          .sort((a, b) => (a.name < b.name ? -1 : 1))
      } catch (cause) {
        throw unreadableBecause(relative, cause)
      }
    },
  }
}

/** Reads a regular file that is no link; undefined for all else, and where it cannot be opened. Saves a look at what it is before that. */
function readOrdinary(file: string, relative: string): Uint8Array | undefined {
  if (constants.O_NOFOLLOW === undefined || `/${relative}/`.includes('/../')) return undefined
  const descriptor = openIfPossible(file)
  if (descriptor === undefined) return undefined
  try {
    const stats = fstatSync(descriptor)
    if (!stats.isFile()) return undefined
    refuseTooLarge(relative, stats.size)
    // Some say that they are empty, and are not.
    return stats.size === 0 ? readFileSync(descriptor) : readUpTo(descriptor, stats.size)
  } finally {
    closeSync(descriptor)
  }
}

// A pipe must not be waited for.
function openIfPossible(file: string): number | undefined {
  try {
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  } catch {
    return undefined
  }
}

function readUpTo(descriptor: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  for (let read = -1; read !== 0 && length < size; length += read)
    read = readSync(descriptor, bytes, length, size - length, null)
  return bytes.subarray(0, length)
}

// Of paths that are relative already; `path.join` takes them apart and puts them together again.
const join = (root: string, relative: string) =>
  root + path.sep + (path.sep === '/' ? relative : relative.replaceAll('/', path.sep))

function folderOf(relative: string): string {
  return relative.slice(0, Math.max(0, relative.lastIndexOf('/')))
}

const reasons = { folder: 'it is a folder', other: 'it is not a regular file', outside: unreadableReasons.outside }

function kindOfStats(stats: Stats): 'file' | 'folder' | 'other' {
  if (stats.isFile()) return 'file'
  return stats.isDirectory() ? 'folder' : 'other'
}

// A linked folder is not entered (it is elsewhere in the tree, or outside); a linked file is listed and checked when read. A
// link to nothing is nothing: editors leave such links as locks. One that cannot be followed is listed, and reported when read.
function listed(
  folder: string,
  entry: { name: string; isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean },
): Entry[] {
  if (entry.isFile()) return [{ name: entry.name, kind: 'file' }]
  if (entry.isDirectory()) return [{ name: entry.name, kind: 'folder' }]
  if (!entry.isSymbolicLink()) return []
  return mayLeadToFile(path.join(folder, entry.name)) ? [{ name: entry.name, kind: 'file' }] : []
}

function mayLeadToFile(link: string): boolean {
  try {
    return statSync(link, { throwIfNoEntry: false })?.isFile() === true
  } catch {
    return true
  }
}

function unreadableBecause(relative: string, cause: unknown): OssaError {
  return cause instanceof OssaError ? cause : unreadable(relative, reasonOf(cause), cause)
}

/** True if something is there, whatever it is; a broken link counts. */
export function isTaken(absolutePath: string): boolean {
  return statIfThere(absolutePath, { followLinks: false }) !== undefined
}
