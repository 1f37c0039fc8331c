import type { WorkspaceConfiguration } from '#core/contract'
import { type Finding, OssaError } from '#core/diagnostics'
import { isObject } from '#core/json'
import { validateShape } from '#core/schema'
import { type FileTree, parseSource, sourceDiagnostics } from '#core/source'
import { workspaceDiagnostics } from './diagnostics.ts'
import { configurationFile } from './location.ts'

/** The configuration of a workspace; without an ossa.yaml, or with a faulty one, the defaults. */
export function readConfiguration(tree: FileTree): { configuration: WorkspaceConfiguration; findings: Finding[] } {
  const bytes = readIfThere(tree)
  if (!(bytes instanceof Uint8Array)) return { configuration: {}, findings: bytes }
  const source = parseSource(configurationFile, bytes)
  const value = source.documents[0]?.value ?? {}
  const problems = validateShape('WorkspaceConfiguration', value)
  const findings = problems.map(({ pointer, target, message, hint, fix }) =>
    workspaceDiagnostics.configuration({ file: configurationFile, pointer, target, message, hint, fix }),
  )
  const isUsable = problems.length === 0 && isObject(value)
  return {
    configuration: isUsable ? (value as WorkspaceConfiguration) : {},
    findings: [...source.findings, ...findings],
  }
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
