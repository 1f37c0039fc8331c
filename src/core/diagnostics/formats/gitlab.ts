import { printJson } from '../escape.ts'
import type { Severity } from '../finding.ts'
import { fingerprintsOf } from '../fingerprint.ts'
import type { ReportFormat } from '../report.ts'

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' }

export const gitlab: ReportFormat = {
  name: 'gitlab',
  summary: 'the code quality report of GitLab',
  format({ output: { diagnostics }, lines, repositoryPath }) {
    const fingerprints = fingerprintsOf(diagnostics, lines)
    return printJson(
      diagnostics.map(({ code, severity, message, hint, file, line, endLine = line }, index) => ({
        description: hint === undefined ? message : `${message} ${hint}`,
        check_name: code,
        fingerprint: fingerprints[index],
        severity: severities[severity],
        location: { path: repositoryPath(file), lines: { begin: line, end: endLine } },
      })),
    )
  },
}
