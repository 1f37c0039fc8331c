import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { OssaError } from '#core/diagnostics'
import { isTaken } from './disk-tree.ts'

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
    mkdirSync(folder, { recursive: true })
    const realFolder = realpathSync(folder)
    return artifacts.filter((artifact) => writeOne(realFolder, artifact)).map((artifact) => artifact.path)
  } catch (cause) {
    if (cause instanceof OssaError) throw cause
    throw unwritable(folder, cause)
  }
}

/** The error for something that cannot be written. */
export function unwritable(target: string, cause: unknown): OssaError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new OssaError('source/unwritable', `Cannot write to ${target}: ${reason}.`, {
    hint: 'Choose another folder, or make this one writable.',
    cause,
  })
}

function writeOne(folder: string, { path: relative, content, isExecutable = false }: Artifact): boolean {
  const target = path.join(folder, relative)
  const parent = path.dirname(target)
  if (relative.split('/').includes('..')) throw outside(folder, relative)
  mkdirSync(parent, { recursive: true })
  const realParent = realpathSync(parent)
  if (realParent !== folder && !realParent.startsWith(folder + path.sep)) throw outside(folder, relative)
  if (readIfFile(target) === content && (!isExecutable || mayRun(target))) return false
  const temporary = `${target}.${randomUUID()}.tmp`
  try {
    writeFileSync(temporary, content, { mode: isExecutable ? 0o755 : 0o644 })
    renameSync(temporary, target)
  } finally {
    rmSync(temporary, { force: true })
  }
  return true
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
