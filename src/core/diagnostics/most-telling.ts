import type { Diagnostic, Severity } from './finding.ts'
import { plural } from './plural.ts'

/** How many diagnostics of one file are listed for programs, unless they ask for more. */
export const mostForPrograms = 1_000

/** At most so many of each file: the first of the highest severity before all others. Their order stays. */
export function mostTelling(diagnostics: readonly Diagnostic[], mostOfOneFile: number): readonly Diagnostic[] {
  const counts = new Map<string, number>()
  const bySeverity = [...diagnostics].sort((a, b) => ranks[a.severity] - ranks[b.severity])
  const chosen = bySeverity.filter(({ file }) => {
    const count = counts.get(file) ?? 0
    counts.set(file, count + 1)
    return count < mostOfOneFile
  })
  if (chosen.length === diagnostics.length) return diagnostics
  const kept = new Set(chosen)
  return diagnostics.filter((each) => kept.has(each))
}

const ranks: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** What is said where not all diagnostics are listed. */
export function describeOmitted(omitted: number): string {
  return `${plural(omitted, 'finding')} more ${omitted === 1 ? 'is' : 'are'} counted, but not listed: --max-findings-per-file 0 lists all.`
}
