import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import path from 'node:path'
import { reasonOf, unreadable } from './file-tree.ts'

/** The nearest folder at or above `folder` that holds an entry of this name. */
export function nearestFolderWith(name: string, folder: string): string | undefined {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (statIfThere(path.join(current, name)) !== undefined) return current
    if (current === path.dirname(current)) return undefined
  }
}

/**
 * The absolute path of something that must exist, and whether it is a folder. A linked folder is where it leads to; a linked file
 * stays in the folder where it was named, so that whoever reads it can refuse to be led elsewhere. Throws OssaError
 * `source/unreadable`.
 */
export function realPath(written: string, cwd: string): { path: string; isFolder: boolean } {
  const absolute = path.resolve(cwd, written)
  try {
    if (statSync(absolute).isDirectory()) return { path: realpathSync(absolute), isFolder: true }
    return { path: path.join(realpathSync(path.dirname(absolute)), path.basename(absolute)), isFolder: false }
  } catch (cause) {
    throw unreadable(written, reasonOf(cause), cause)
  }
}

/** True if a path leads to a regular file. */
export function isFileAt(written: string, cwd: string): boolean {
  return statIfThere(path.resolve(cwd, written))?.isFile() === true
}

/** True if a path leads to a folder. */
export function isFolderAt(written: string, cwd: string): boolean {
  return statIfThere(path.resolve(cwd, written))?.isDirectory() === true
}

/** How many bytes the file at an absolute path has; 0 if it is none. */
export function sizeOfFile(absolute: string): number {
  const stats = statIfThere(absolute)
  return stats?.isFile() ? stats.size : 0
}

/** The real absolute path that something will have once it has been written. */
export function futurePath(written: string, cwd: string): string {
  const absolute = path.resolve(cwd, written)
  const parent = path.dirname(absolute)
  if (statIfThere(absolute) !== undefined) return realpathSync(absolute)
  return parent === absolute ? absolute : path.join(futurePath(parent, cwd), path.basename(absolute))
}

/** The way from a folder to a path, with forward slashes; it may lead out of the folder. */
export function pathFrom(folder: string, absolute: string): string {
  return path.relative(folder, absolute).split(path.sep).join('/')
}

/** A path relative to a folder, with forward slashes, or undefined if it is not inside. */
export function relativeInside(folder: string, absolute: string): string | undefined {
  const relative = pathFrom(folder, absolute)
  return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative) ? undefined : relative
}

/**
 * What is at a path, or undefined: nothing is there, or what is above it is a file. Throws OssaError `source/unreadable` for
 * anything else that is in the way.
 */
export function statIfThere(absolute: string, { followLinks = true } = {}): Stats | undefined {
  try {
    return followLinks ? statSync(absolute) : lstatSync(absolute)
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw unreadable(absolute, reasonOf(cause), cause)
  }
}
