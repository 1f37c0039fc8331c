import type { Baseline } from '#core/contract'
import { compareDiagnostics, type Diagnostic, type Finding } from '#core/diagnostics'
import { type ComparedBaseline, compareBaseline, configuredBaseline } from './baseline.ts'
import type { CheckedFile } from './check-file.ts'
import type { LinkedWorkspace } from './linked.ts'
import { applySettings } from './settings.ts'
import { applySuppressions, suppressionsIn } from './suppressions.ts'

export interface Reported {
  /** All of what is wrong in what was asked for, sorted. */
  readonly diagnostics: readonly Diagnostic[]
  /** What is known already, where there is a baseline. */
  readonly baseline?: ComparedBaseline
  /** Tells whether a file would have been reported on; one that is gone would. */
  readonly wasChecked: (file: string) => boolean
}

/** What was found, file by file, and by looking at the whole. */
export interface Found {
  readonly checked: ReadonlyMap<string, CheckedFile>
  readonly findings: readonly Finding[]
}

/** What is found is reported as far as comments in the files, the configuration and the baseline let it. */
export function reportFindings(
  { checked, findings }: Found,
  { files, configuration, asked }: LinkedWorkspace,
  given: Baseline | undefined,
): Reported {
  const configured = given === undefined ? configuredBaseline(files.tree, configuration) : { findings: [] }
  const baseline = given ?? configured.baseline
  const others = files.locate([...findings, ...configured.findings])
  const located = inOrder([...others, ...[...checked.values()].flatMap(({ diagnostics }) => diagnostics)])
  const reported = new Set([...asked.keys(), ...located.map(({ file }) => file)])
  const suppressions = [...reported].flatMap(
    (file) => checked.get(file)?.suppressions ?? suppressionsIn(file, files.text(file)),
  )
  const suppressed = applySuppressions(located, suppressions)
  const diagnostics = applySettings(inOrder([...suppressed.kept, ...files.locate(suppressed.findings)]), configuration)
  const wasChecked = (file: string) => reported.has(file) || files.tree.kindOf(file) === 'missing'
  if (baseline === undefined) return { diagnostics, wasChecked }
  const compared = compareBaseline(diagnostics, baseline, { lines: files.lines, wasChecked })
  return { diagnostics: compared.kept, baseline: compared, wasChecked }
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, file, line, column, pointer, message }: Diagnostic) =>
    JSON.stringify([file, line, column, code, pointer, message])
  return [...new Map(diagnostics.map((diagnostic) => [key(diagnostic), diagnostic])).values()].sort(compareDiagnostics)
}
