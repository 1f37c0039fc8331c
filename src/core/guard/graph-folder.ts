import type { ReadWorkspace } from '#core/compiler'
import type { GraphFormat } from '#core/contract'
import { type Diagnostic, usageError } from '#core/diagnostics'
import { resolveFrom } from '#core/source'
import { configurationFile, workspaceDiagnostics } from '#core/workspace'

/** Where the graph of a workspace is committed, and in which formats. */
export interface GraphFolder {
  /** Relative to the workspace; undefined if no graph is committed. */
  readonly output: string | undefined
  /** Undefined for the default. */
  readonly formats: readonly GraphFormat[] | undefined
}

/** What ossa.yaml says, or else the folder that was asked for. Throws OssaError if that one leads out of the workspace. */
export function graphFolderOf({ workspace }: ReadWorkspace, asked: string | undefined): GraphFolder {
  const { output, formats } = workspace.configuration.graph ?? {}
  if (output !== undefined) return { output: resolveFrom(configurationFile, output), formats }
  const folder = asked === undefined ? undefined : resolveFrom(configurationFile, asked)
  if (asked === undefined || folder !== undefined) return { output: folder, formats }
  throw usageError(
    'guard/graph-outside',
    `The folder of the graph, ${asked}, leads out of the workspace.`,
    'Give a folder relative to the workspace.',
  )
}

/** Reports a folder in ossa.yaml that leads out of the workspace. */
export function graphFolderProblems({ workspace }: ReadWorkspace): Diagnostic[] {
  const output = workspace.configuration.graph?.output
  if (output === undefined || resolveFrom(configurationFile, output) !== undefined) return []
  const message = `The folder of the graph, ${JSON.stringify(output)}, leads out of the workspace.`
  const hint = 'Give a folder inside of it, relative to ossa.yaml.'
  const place = { file: configurationFile, pointer: '/graph/output' }
  return workspace.files.locate([workspaceDiagnostics.configuration({ ...place, message, hint })])
}
