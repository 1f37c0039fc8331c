import type { KnownFinding, ValidateOutput } from '#core/contract'
import type { DiagnosticDefinition } from './finding.ts'
import type { CodeFrameSource, Style } from './format-text.ts'

/** What fails a check besides errors. */
export interface FailureLimits {
  /** The least severity that fails it. */
  readonly failOn: 'error' | 'warning'
  /** More warnings than this fail it. */
  readonly maxWarnings?: number | undefined
}

/** All that a format may want to know of a check. */
export interface Report {
  readonly output: ValidateOutput
  /** The files that were checked, relative to the root. */
  readonly files: readonly string[]
  readonly lines: CodeFrameSource
  readonly failOn: FailureLimits['failOn']
  /** Only what was changed since this version was checked. */
  readonly since?: string | undefined
  /** What is known of the codes that may occur. */
  readonly definitions: readonly DiagnosticDefinition[]
  /** All that is known of a code, as a page of markdown. */
  readonly explain: (code: string) => string
  /** Entries of the baseline that match nothing any more. */
  readonly stale: readonly KnownFinding[]
  /** A path relative to the root as one relative to the repository around it, where code hosts look. */
  readonly repositoryPath: (file: string) => string
}

/** How the one who reads wants to see it. */
export interface ReportStyle {
  readonly style: Style
  /** A path relative to the root as one that works from the current folder. */
  readonly displayPath: (file: string) => string
  /** Of OSSA. */
  readonly version: string
}

/** A way to write a report down. The same report gives the same bytes. */
export interface ReportFormat {
  readonly name: string
  readonly summary: string
  format(report: Report & ReportStyle): string
}
