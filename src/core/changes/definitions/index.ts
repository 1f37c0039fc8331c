import type { DiagnosticDefinition } from '#core/diagnostics'
import type { ChangeDefinition } from './define.ts'
import { manifestChanges } from './manifests.ts'
import { operationChanges } from './operations.ts'
import { requestChanges, responseChanges, schemaChanges } from './schemas.ts'
import { versionDiagnostics } from './versions.ts'

/** All kinds of change. */
export const changeDefinitions: readonly ChangeDefinition[] = [
  manifestChanges,
  operationChanges,
  requestChanges,
  responseChanges,
  schemaChanges,
].flatMap((group) => Object.values<ChangeDefinition>(group))

/** All codes that a comparison can report, for those who explain codes. */
export const comparisonDefinitions: readonly DiagnosticDefinition[] = [
  ...changeDefinitions,
  ...Object.values(versionDiagnostics).map(({ definition }) => definition),
]
