import path from 'node:path'
import { isAddress, type OssaError, usageError } from '#core/diagnostics'
import { futurePath, joinPath, nearestFolderWith, realPath, relativeInside } from '#core/source'

/** The name of the configuration file, which also marks the root. */
export const configurationFile = 'ossa.yaml'

export interface WorkspaceLocation {
  /** Real absolute path of the root. */
  readonly root: string
  /** What was asked for, relative to the root; `''` is all of it. */
  readonly targets: readonly string[]
}

/**
 * Finds the root of the workspace: the one given, else the nearest folder with an ossa.yaml, else the current folder if it
 * contains the paths, else the folder that does. Throws OssaError for a path that does not exist.
 */
export function locateWorkspace({
  cwd,
  root,
  paths,
}: {
  cwd: string
  root?: string | undefined
  paths: readonly string[]
}): WorkspaceLocation {
  const here = realPath('.', cwd).path
  const targets = paths.map((written) => realPath(written, cwd))
  const folders = targets.map(({ path: target, isFolder }) => (isFolder ? target : path.dirname(target)))
  const found = root === undefined ? impliedRoot(here, folders) : givenRoot(root, cwd)
  if (root === undefined && isWholeDisk(found) && (paths.length === 0 || folders.includes(found)))
    throw wholeDisk(found)
  const relative = targets.map(({ path: target }, index) => {
    const inside = relativeInside(found, target)
    if (inside === undefined) throw outsideRoot(paths[index], found)
    return inside
  })
  return { root: found, targets: relative.length === 0 ? [''] : [...new Set(relative)] }
}

/**
 * The root of the workspace that a file is to be written to, and the file relative to it. An implied root is one that holds the
 * file; a given one must.
 */
export function locateNewFile({ cwd, root, file }: { cwd: string; root?: string | undefined; file: string }): {
  root: string
  file: string
} {
  const here = realPath('.', cwd).path
  const target = futurePath(file, here)
  const found = root === undefined ? impliedRoot(here, [path.dirname(target)]) : givenRoot(root, cwd)
  const inside = relativeInside(found, target)
  if (inside === undefined) throw outsideRoot(file, found)
  return { root: found, file: inside }
}

/** Code hosts know files by their paths in the repository, wherever in it the workspace is. */
export function repositoryPaths(root: string): (file: string) => string {
  const repository = nearestFolderWith('.git', root) ?? root
  const prefix = relativeInside(repository, root) ?? ''
  return (file) => (isAddress(file) ? file : joinPath(prefix, file))
}

function isWholeDisk(folder: string): boolean {
  return path.dirname(folder) === folder && nearestFolderWith(configurationFile, folder) === undefined
}

function wholeDisk(root: string): OssaError {
  return usageError(
    'workspace/whole-disk',
    `${root} is all of the file system.`,
    'Name the folder that holds the manifests, or run it there.',
  )
}

function outsideRoot(written: string | undefined, root: string): OssaError {
  return usageError(
    'workspace/outside-root',
    `${written} is outside the workspace root ${root}.`,
    'Give another --root, or a path below it.',
  )
}

function givenRoot(root: string, cwd: string): string {
  const { path: found, isFolder } = realPath(root, cwd)
  if (!isFolder)
    throw usageError(
      'workspace/root-is-file',
      `The root ${root} is a file.`,
      'Give the folder that holds the workspace.',
    )
  return found
}

function impliedRoot(here: string, folders: readonly string[]): string {
  const [first = here] = folders
  const marked = nearestFolderWith(configurationFile, first)
  if (marked !== undefined) return marked
  if (folders.every((folder) => relativeInside(here, folder) !== undefined)) return here
  return folders.reduce(commonFolder, first)
}

function commonFolder(a: string, b: string): string {
  let common = a
  while (relativeInside(common, b) === undefined) common = path.dirname(common)
  return common
}
