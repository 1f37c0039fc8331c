import type { ChangeFailure, SpecDiffOutput } from '#core/contract'
import type { CodeFrameSource, Style } from '#core/diagnostics'

/** All that a format may want to know of a comparison. */
export interface ChangeReport {
  readonly output: SpecDiffOutput
  /** What is an error. */
  readonly failOn: readonly ChangeFailure[]
  readonly lines: CodeFrameSource
  /** A path relative to the root as one relative to the repository around it. */
  readonly repositoryPath: (file: string) => string
  readonly style: Style
  /** A path relative to the root as one that works from the current folder. */
  readonly displayPath: (file: string) => string
  /** Of OSSA. */
  readonly version: string
}

/** A way to write a comparison down. The same comparison gives the same bytes. */
export interface ChangeFormat {
  readonly name: string
  readonly summary: string
  format(report: ChangeReport): string
}
