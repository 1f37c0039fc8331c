/** What can be wrong and how it is said: findings, diagnostics, errors, output formats. Knows no file system and no terminal. */
export { isAddress } from './address.ts'
export { defineDiagnostics } from './define.ts'
export { describeStale } from './describe-stale.ts'
export { type ErrorKind, OssaError, usageError } from './error.ts'
export { escapeControls, escapeHidden, printJson } from './escape.ts'
export {
  compareDiagnostics,
  countBySeverity,
  type Diagnostic,
  type DiagnosticDefinition,
  type Finding,
  type Fix,
  type Place,
  type Position,
  type Severity,
  secretCode,
} from './finding.ts'
export { fingerprintsOf } from './fingerprint.ts'
export { formatBytes } from './format-bytes.ts'
export { formatDuration } from './format-duration.ts'
export {
  type CodeFrameSource,
  describeCounts,
  formatDiagnostics,
  plainStyle,
  type Style,
} from './format-text.ts'
export { formatReport, reportFormats } from './formats/index.ts'
export { describeOmitted, mostForPrograms, mostTelling } from './most-telling.ts'
export { plural } from './plural.ts'
export type { FailureLimits, Report } from './report.ts'
export { didYouMean, listCandidates, onlySuggestion } from './suggest.ts'
export { widthOf } from './width.ts'
