import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { OssaError } from '#core/diagnostics'
import {
  type Entry,
  type FileTree,
  joinPath,
  type PathKind,
  reasonOf,
  refuseTooLarge,
  unreadable,
  unreadableReasons,
} from './file-tree.ts'
import { statIfThere } from './find.ts'
import { ignoreRulesAbove } from './ignore-rules.ts'
import { readOrdinary, skimOrdinary } from './ordinary-file.ts'

/** A folder on disk. Symbolic links are followed only as long as they stay inside. */
export function diskTree(root: string): FileTree {
  const realRoot = realpathSync.native(root)
  const absolute = (relative: string) => (relative === '' ? realRoot : join(realRoot, relative))
  const isInside = (relative: string) => {
    const real = realpathSync.native(absolute(relative))
    return real === realRoot || real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep)
  }
  const insideFolders = new Map([['', true]])
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

  /** By folder, what is known to be an ordinary file, since it was seen there. */
  const listedFiles = new Map<string, Set<string>>()

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
    skim(folder, names, into) {
      const listed = listedFiles.get(folder) ?? new Set()
      return skimAll(absolute(folder) + path.sep, names, { listed, into })
    },
    list(relative) {
      const folder = absolute(relative)
      const isInside = insideFolders.get(relative) === true
      try {
        if (!isInside && kindOf(relative) === 'outside') throw unreadable(relative, reasons.outside)
        const found = readdirSync(folder, { withFileTypes: true })
        listedFiles.set(relative, new Set(found.filter((entry) => entry.isFile()).map(({ name }) => name)))
        // A folder that is no link is where its folder is.
        for (const entry of isInside ? found : [])
          if (entry.isDirectory()) insideFolders.set(joinPath(relative, entry.name), true)
        return found.flatMap((entry) => listed(folder, entry)).sort((a, b) => (a.name < b.name ? -1 : 1))
      } catch (cause) {
        throw unreadableBecause(relative, cause)
      }
    },
  }
}

function skimAll(
  folder: string,
  names: readonly string[],
  { listed, into }: { readonly listed: ReadonlySet<string>; readonly into: Uint8Array },
): number[] {
  let end = 0
  return names.map((name) => {
    const size = listed.has(name) ? skimOrdinary(folder + name, into, end) : -1
    if (size > 0) end += size
    return size
  })
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
