import type { DiagnosticDefinition } from '#core/diagnostics'
import { manifestDiagnostics } from '#core/manifest'
import { openapiDiagnostics } from '#core/openapi'
import { schemaDiagnostics } from '#core/schema'
import { sourceDiagnostics } from '#core/source'
import { workspaceDiagnostics } from '#core/workspace'
import { compilerDiagnostics } from './diagnostics.ts'
import { rules } from './rules/index.ts'

const declared = [
  sourceDiagnostics,
  workspaceDiagnostics,
  manifestDiagnostics,
  openapiDiagnostics,
  schemaDiagnostics,
  compilerDiagnostics,
]

/** All that a check can find, sorted by code. */
export const definitions: readonly DiagnosticDefinition[] = [
  ...declared.flatMap((group) => Object.values(group).map(({ definition }) => definition)),
  ...rules,
].sort((a, b) => (a.code < b.code ? -1 : 1))

const byCode = new Map(definitions.map((definition) => [definition.code, definition]))

/** What is known of a code. */
export function definitionOf(code: string): DiagnosticDefinition | undefined {
  return byCode.get(code)
}
