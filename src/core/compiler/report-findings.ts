import type { Baseline } from '#core/contract'
import { compareDiagnostics, type Diagnostic, type Finding } from '#core/diagnostics'
import { type ComparedBaseline, compareBaseline, configuredBaseline } from './baseline.ts'
import type { LinkedWorkspace } from './linked.ts'
import { applySettings, settingProblems } from './settings.ts'
import { applySuppressions } from './suppressions.ts'

export interface Reported {
  /** All of what is wrong in what was asked for, sorted. */
  readonly diagnostics: readonly Diagnostic[]
  /** What is known already, where there is a baseline. */
  readonly baseline?: ComparedBaseline
  /** Tells whether a file would have been reported on; one that is gone would. */
  readonly wasChecked: (file: string) => boolean
}

/** What is found is reported as far as comments in the files, the configuration and the baseline let it. */
export function reportFindings(
  findings: readonly Finding[],
  { files, configuration, asked }: LinkedWorkspace,
  given: Baseline | undefined,
): Reported {
  const configured = given === undefined ? configuredBaseline(files.tree, configuration) : { findings: [] }
  const baseline = given ?? configured.baseline
  const located = inOrder(files.locate([...findings, ...settingProblems(configuration), ...configured.findings]))
  const checked = new Set([...asked, ...located.map(({ file }) => file)])
  const suppressed = applySuppressions(located, checked, files.text)
  const diagnostics = applySettings(inOrder([...suppressed.kept, ...files.locate(suppressed.findings)]), configuration)
  const wasChecked = (file: string) => checked.has(file) || files.tree.kindOf(file) === 'missing'
  if (baseline === undefined) return { diagnostics, wasChecked }
  const compared = compareBaseline(diagnostics, baseline, { lines: files.lines, wasChecked })
  return { diagnostics: compared.kept, baseline: compared, wasChecked }
}

function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const key = ({ code, file, line, column, pointer, message }: Diagnostic) =>
    JSON.stringify([file, line, column, code, pointer, message])
  return [...new Map(diagnostics.map((diagnostic) => [key(diagnostic), diagnostic])).values()].sort(compareDiagnostics)
}
