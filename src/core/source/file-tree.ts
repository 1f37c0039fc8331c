import { isAddress, OssaError } from '#core/diagnostics'
import { limits } from './limits.ts'

/** `outside`: it leads out of the tree (`..` or a symbolic link); `other`: neither file nor folder (a pipe, a device). */
export type PathKind = 'file' | 'folder' | 'other' | 'missing' | 'outside'
export interface Entry {
  readonly name: string
  readonly kind: 'file' | 'folder'
}

/**
 * A read-only tree of files: a folder on disk, a commit, or a map in memory.
 * Paths are relative to its root with forward slashes; the root itself is `''`. Nothing outside can be reached.
 */
export interface FileTree {
  /** Ignore rules (as in .gitignore) that hold in the tree but stand above it. `prefix` is the way from there to the root. */
  readonly ignoredAbove?: readonly { readonly prefix: string; readonly rules: string }[]
  /**
   * Where a document of another host is, which may have moved from the address that is given. What is returned can be read. Throws
   * OssaError where it cannot be had. A tree without this has no such documents.
   */
  locate?(address: string): string
  kindOf(path: string): PathKind
  /** Throws OssaError `source/unreadable`. */
  read(path: string): Uint8Array
  /**
   * Reads files of a folder into one place, one behind the other, as far as that goes fast. How many bytes each has; -1 for one that is
   * to be read by itself.
   */
  skim?(folder: string, names: readonly string[], into: Uint8Array): readonly number[]
  /** Files and folders in a folder, sorted by name. Throws OssaError `source/unreadable`. */
  list(folder: string): readonly Entry[]
}

/** Files and folders in a folder; none where it cannot be read. For searches that must not fail. */
export function entriesIn(tree: FileTree, folder: string): readonly Entry[] {
  try {
    return tree.list(folder)
  } catch (error) {
    if (error instanceof OssaError) return []
    throw error
  }
}

/** A path below a folder; `joinPath('', 'a')` is `a`. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** Where a relative reference in `file` leads, or undefined if it leaves the root or is absolute. */
export function resolveFrom(file: string, reference: string): string | undefined {
  if (reference.startsWith('/') || /^[A-Za-z][A-Za-z0-9+.-]*:/.test(reference)) return undefined
  const path = file.split('/').slice(0, -1)
  for (const segment of reference.replaceAll('\\', '/').split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') path.push(segment)
    else if (path.pop() === undefined) return undefined
  }
  return path.join('/')
}

/** The address that a reference leads to, from a document of another host or from a file; undefined if it leads to no such document. */
export function resolveAddress(from: string, reference: string): string | undefined {
  const base = isAddress(from) ? from : undefined
  if (!URL.canParse(reference, base)) return undefined
  const url = new URL(reference, base)
  url.hash = ''
  return isAddress(url.href) ? url.href : undefined
}

/** The way from the folder of one file to another, as a relative reference; the inverse of `resolveFrom`. */
export function relativePath(file: string, target: string): string {
  const from = file.split('/').slice(0, -1)
  const to = target.split('/')
  let common = 0
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common += 1
  return ['.', ...from.slice(common).map(() => '..'), ...to.slice(common)].join('/').replace(/^\.\/\.\.\//, '../')
}

/** A tree with one file more, or with another content of one. What is too large for a file cannot be read here either. */
export function withFile(tree: FileTree, file: string, content: Uint8Array): FileTree {
  return {
    ...tree,
    kindOf: (path) => (path === file ? 'file' : tree.kindOf(path)),
    skim: (_, names) => names.map(() => -1),
    read(path) {
      if (path !== file) return tree.read(path)
      refuseTooLarge(path, content.length)
      return content
    },
  }
}

/** A tree that lives in memory. */
export function memoryTree(files: ReadonlyMap<string, string | Uint8Array>): FileTree {
  return listedTree(files.keys(), (path) => {
    const content = files.get(path)
    return typeof content === 'string' ? Buffer.from(content) : content
  })
}

/** A tree of the files listed, for example those of a commit. `read` gives their contents. */
export function listedTree(paths: Iterable<string>, read: (path: string) => Uint8Array | undefined): FileTree {
  const files = new Set(paths)
  const folders = new Map<string, Map<string, Entry>>([['', new Map()]])
  for (const path of files) addToFolders(folders, path)
  return {
    kindOf: (path) => (files.has(path) ? 'file' : folders.has(path) ? 'folder' : 'missing'),
    read(path) {
      const content = files.has(path) ? read(path) : undefined
      if (content === undefined) throw unreadable(path, 'there is no such file')
      return content
    },
    list: (folder) => [...(folders.get(folder)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
  }
}

function addToFolders(folders: Map<string, Map<string, Entry>>, path: string): void {
  const segments = path.split('/')
  let folder = ''
  for (const [index, name] of segments.entries()) {
    const kind = index === segments.length - 1 ? 'file' : 'folder'
    folders.get(folder)?.set(name, { name, kind })
    folder = joinPath(folder, name)
    if (kind === 'folder' && !folders.has(folder)) folders.set(folder, new Map())
  }
}

/** Why a link cannot be read. */
export const unreadableReasons = { outside: 'it is outside the workspace root', circle: 'its links lead in a circle' }

/** The error for something that cannot be read. */
export function unreadable(path: string, reason: string, cause?: unknown): OssaError {
  // What a name has instead of bytes that are not UTF-8.
  const isMangled = reason === notThere && path.includes('\uFFFD')
  const said = isMangled ? 'its name is not UTF-8 text' : reason
  return new OssaError('source/unreadable', `Cannot read ${path || '.'}: ${said}.`, {
    hint: 'Check that it exists, that it is a regular file or a folder, and that you may read it.',
    cause,
  })
}

const notThere = 'there is no such file or folder'

/** Why something cannot be read, in words, from an error of the system. */
export function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reasons[code] ?? (cause instanceof Error ? cause.message : 'unknown error')
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: notThere,
  ENOENT: notThere,
  ELOOP: unreadableReasons.circle,
  ENAMETOOLONG: 'the name is too long',
  EEXIST: 'there is a file of that name',
  EISDIR: 'it is a folder',
  EROFS: 'the file system is read-only',
}

/** Throws OssaError `source/unreadable` for a file above the limit. */
export function refuseTooLarge(path: string, bytes: number): void {
  if (bytes > limits.fileBytes) throw unreadable(path, `it is larger than ${limits.fileBytes / 1024 / 1024} MiB`)
}
