import type { WorkspaceConfiguration } from '#core/contract'
import type { Finding } from '#core/diagnostics'
import { isObject } from '#core/json'
import { validateShape } from '#core/schema'
import { type FileTree, parseSource } from '#core/source'
import { workspaceDiagnostics } from './diagnostics.ts'
import { configurationFile } from './location.ts'

/** The configuration of a workspace; without an ossa.yaml, or with a faulty one, the defaults. */
export function readConfiguration(tree: FileTree): { configuration: WorkspaceConfiguration; findings: Finding[] } {
  if (tree.kindOf(configurationFile) !== 'file') return { configuration: {}, findings: [] }
  const source = parseSource(configurationFile, tree.read(configurationFile))
  const value = source.documents[0]?.value ?? {}
  const problems = validateShape('WorkspaceConfiguration', value)
  const findings = problems.map(({ pointer, target, message, hint }) =>
    workspaceDiagnostics.configuration({ file: configurationFile, pointer, target, message, hint }),
  )
  const isUsable = problems.length === 0 && isObject(value)
  return {
    configuration: isUsable ? (value as WorkspaceConfiguration) : {},
    findings: [...source.findings, ...findings],
  }
}
