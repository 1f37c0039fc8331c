import { readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { type Entry, type FileTree, type PathKind, refuseTooLarge, unreadable } from './file-tree.ts'
import { statIfThere } from './find.ts'
import { ignoreRulesAbove } from './ignore-rules.ts'

/** A folder on disk. Symbolic links are followed only as long as they stay inside. */
export function diskTree(root: string): FileTree {
  const realRoot = realpathSync.native(root)
  const absolute = (relative: string) => path.join(realRoot, ...relative.split('/'))
  const isInside = (relative: string) => {
    const real = realpathSync.native(absolute(relative))
    return real === realRoot || real.startsWith(realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep)
  }

  const kindOf = (relative: string): PathKind => {
    try {
      if (relative.split('/').includes('..') || !isInside(relative)) return 'outside'
      return kindOfStats(statSync(absolute(relative)))
    } catch {
      return 'missing'
    }
  }

  return {
    ignoredAbove: ignoreRulesAbove(realRoot),
    kindOf,
    read(relative) {
      const kind = kindOf(relative)
      if (kind !== 'file') throw unreadable(relative, reasons[kind])
      refuseTooLarge(relative, statSync(absolute(relative)).size)
      try {
        return readFileSync(absolute(relative))
      } catch (cause) {
        throw unreadable(relative, reasonOf(cause), cause)
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
        throw unreadable(relative, reasonOf(cause), cause)
      }
    },
  }
}

const reasons: Record<PathKind, string> = {
  file: '',
  folder: 'it is a folder',
  other: 'it is not a regular file',
  missing: 'there is no such file or folder',
  outside: 'it is outside the workspace root',
}

function kindOfStats(stats: Stats): 'file' | 'folder' | 'other' {
  if (stats.isFile()) return 'file'
  return stats.isDirectory() ? 'folder' : 'other'
}

// A linked folder is not entered (it is elsewhere in the tree, or outside); a linked file is listed and checked when read.
function listed(
  folder: string,
  entry: { name: string; isFile(): boolean; isDirectory(): boolean; isSymbolicLink(): boolean },
): Entry[] {
  if (entry.isFile()) return [{ name: entry.name, kind: 'file' }]
  if (entry.isDirectory()) return [{ name: entry.name, kind: 'folder' }]
  if (!entry.isSymbolicLink()) return []
  const target = statSync(path.join(folder, entry.name), { throwIfNoEntry: false })
  return target?.isFile() ? [{ name: entry.name, kind: 'file' }] : []
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied'
  if (code === 'ENOTDIR') return 'it is not a folder'
  return cause instanceof Error ? cause.message : 'unknown error'
}

/** True if something is there, whatever it is; a broken link counts. */
export function isTaken(absolutePath: string): boolean {
  return statIfThere(absolutePath, { followLinks: false }) !== undefined
}
