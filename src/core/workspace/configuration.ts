import type { WorkspaceConfiguration } from '#core/contract'
import { type Finding, OssaError } from '#core/diagnostics'
import { isObject, parsePointer, without } from '#core/json'
import { type SchemaProblem, validateShape } from '#core/schema'
import { diskTree, type FileTree, parseSource, sourceDiagnostics } from '#core/source'
import { workspaceDiagnostics } from './diagnostics.ts'
import { configurationFile } from './location.ts'

export interface ReadConfiguration {
  /** What can be understood; a section with a fault counts as not written. */
  readonly configuration: WorkspaceConfiguration
  /** All of it, whatever it is. */
  readonly written: unknown
  readonly findings: Finding[]
}

/** The configuration of a workspace; without an ossa.yaml the defaults. */
export function readConfiguration(tree: FileTree): ReadConfiguration {
  const bytes = readIfThere(tree)
  if (!(bytes instanceof Uint8Array)) return { configuration: {}, written: undefined, findings: bytes }
  const source = parseSource(configurationFile, bytes)
  const value = source.documents[0]?.value ?? {}
  const problems = validateShape('WorkspaceConfiguration', value)
  const findings = problems.map(({ pointer, target, message, hint, fix }) =>
    workspaceDiagnostics.configuration({ file: configurationFile, pointer, target, message, hint, fix }),
  )
  const sound = isObject(value) ? without(value, problems.map(faultyPart)) : {}
  return {
    configuration: sound as WorkspaceConfiguration,
    written: value,
    findings: [...source.findings, ...findings],
  }
}

// Without a field that is not known, the others still mean what they say.
function faultyPart({ kind, pointer }: SchemaProblem): readonly string[] {
  const path = parsePointer(pointer)
  return kind === 'unknown' ? path : path.slice(0, 1)
}

/** The engine that the ossa.yaml of a workspace names. Throws OssaError if it names none that there is. */
export function configuredEngine(root: string): WorkspaceConfiguration['engine'] {
  const { configuration, findings } = readConfiguration(diskTree(root))
  const finding = findings.find(({ pointer }) => pointer === '/engine')
  if (finding === undefined) return configuration.engine
  const message = `${configurationFile}: ${finding.message}`
  throw new OssaError('engine/unknown', message, { kind: 'input', hint: 'Write engine: sqlite, or engine: postgres.' })
}

function readIfThere(tree: FileTree): Uint8Array | Finding[] {
  if (tree.kindOf(configurationFile) === 'missing') return []
  try {
    return tree.read(configurationFile)
  } catch (error) {
    if (!(error instanceof OssaError)) throw error
    return [sourceDiagnostics.readable({ file: configurationFile, pointer: '', message: error.message })]
  }
}
