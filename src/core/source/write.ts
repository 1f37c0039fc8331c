import { randomUUID } from 'node:crypto'
import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { OssaError } from '#core/diagnostics'
import { isTaken } from './disk-tree.ts'
import { reasonOf } from './file-tree.ts'
import { relativeInside } from './find.ts'
import { makeFolder } from './make-folder.ts'

/** A file to be written; `path` is relative to the folder it goes to, with forward slashes. */
export interface Artifact {
  readonly path: string
  readonly content: string
  readonly isExecutable?: boolean
}

/** How a file on disk compares with the artifact that belongs there. */
export function compareArtifacts(
  folder: string,
  artifacts: readonly Artifact[],
): { path: string; state: 'unchanged' | 'stale' | 'missing' }[] {
  return artifacts.map(({ path: relative, content }) => {
    const target = path.join(folder, relative)
    if (!isTaken(target)) return { path: relative, state: 'missing' }
    return { path: relative, state: readIfFile(target) === content ? 'unchanged' : 'stale' }
  })
}

/**
 * Writes files below a folder, each one whole or not at all, and leaves equal ones alone.
 * Refuses paths that lead out of the folder. Returns the paths that were written.
 */
export function writeArtifacts(folder: string, artifacts: readonly Artifact[]): string[] {
  try {
    makeFolder(folder)
    const realFolder = realpathSync(folder)
    return artifacts.filter((artifact) => writeOne(realFolder, artifact)).map((artifact) => artifact.path)
  } catch (cause) {
    if (cause instanceof OssaError) throw cause
    throw unwritable(folder, cause)
  }
}

/** The error for something that cannot be written. */
export function unwritable(target: string, cause: unknown): OssaError {
  return new OssaError('source/unwritable', `Cannot write to ${target}: ${reasonOf(cause)}.`, {
    hint: 'Choose another folder, or make this one writable.',
    cause,
  })
}

function writeOne(folder: string, { path: relative, content, isExecutable = false }: Artifact): boolean {
  const target = targetIn(folder, relative)
  if (readIfFile(target) === content && (!isExecutable || mayRun(target))) return false
  writeWhole(target, content, isExecutable ? 0o755 : 0o644)
  return true
}

/** Where a file of a folder goes, whose real path is given, and makes the folders above it. Refuses what leads out of the folder. */
export function targetIn(folder: string, relative: string): string {
  const target = path.join(folder, relative)
  const parent = path.dirname(target)
  if (relative.split('/').includes('..')) throw outside(folder, relative)
  makeFolder(parent)
  const realParent = realpathSync(parent)
  if (relativeInside(folder, realParent) === undefined) throw outside(folder, relative)
  return target
}

/** A name beside a file, for what will replace it. */
export function temporaryBeside(target: string): string {
  return `${target}.${randomUUID()}.tmp`
}

// At no moment is there half a file.
function writeWhole(target: string, content: string, mode: number): void {
  const temporary = temporaryBeside(target)
  try {
    writeFileSync(temporary, content, { mode })
    renameSync(temporary, target)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** Gives a file of a folder another content. Its mode stays, and a link stays a link. Refuses what leads out of the folder. */
export function replaceFile(folder: string, relative: string, content: string): void {
  try {
    const realFolder = realpathSync(folder)
    const target = realpathSync(path.join(folder, relative))
    if (relativeInside(realFolder, target) === undefined) throw outside(folder, relative)
    const { mode } = statSync(target)
    writeWhole(target, content, mode & 0o777)
  } catch (cause) {
    if (cause instanceof OssaError) throw cause
    throw unwritable(path.join(folder, relative), cause)
  }
}

function outside(folder: string, relative: string): OssaError {
  return new OssaError('source/outside', `${relative} leads out of ${folder}.`, {
    hint: 'Remove the symbolic link or the `..`.',
  })
}

function mayRun(target: string): boolean {
  return (statSync(target).mode & 0o100) !== 0
}

function readIfFile(target: string): string | undefined {
  try {
    return readFileSync(target, 'utf8')
  } catch {
    return undefined
  }
}
