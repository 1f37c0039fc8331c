import path from 'node:path'
import type { InitOutput } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { type Artifact, compareArtifacts, type FileTree, joinPath, writeArtifacts } from '#core/source'
import type { WorkspaceTemplate } from './templates.ts'

export interface InitRequest {
  readonly cwd: string
  /** Where the workspace goes, relative to `cwd`. */
  readonly directory: string
  readonly template: WorkspaceTemplate
  /** Overwrite files that are there. */
  readonly force: boolean
  /** The files of the template. */
  readonly files: FileTree
}

/** Copies a template. Other files in the directory stay as they are. Throws OssaError rather than overwrite anything. */
export function initWorkspace({ cwd, directory, template, force, files }: InitRequest): InitOutput {
  const folder = path.resolve(cwd, directory)
  const artifacts = artifactsIn(files, '')
  const differing = compareArtifacts(folder, artifacts).filter(({ state }) => state === 'stale')
  if (differing.length > 0 && !force)
    throw usageError(
      'init/files-exist',
      `These files are there already: ${differing.map((file) => file.path).join(', ')}.`,
      'Choose another folder, or overwrite them with --force.',
    )
  const written = writeArtifacts(folder, artifacts)
  return { directory, template: template.name, files: written, next: [...template.next] }
}

// What running the template in its place has left there is not part of it.
const leftovers = new Set(['.ossa', 'node_modules', 'graph'])

function artifactsIn(files: FileTree, folder: string): Artifact[] {
  return files.list(folder).flatMap(({ name, kind }) => {
    const file = joinPath(folder, name)
    if (leftovers.has(name)) return []
    if (kind === 'folder') return artifactsIn(files, file)
    return [{ path: file, content: Buffer.from(files.read(file)).toString('utf8') }]
  })
}
