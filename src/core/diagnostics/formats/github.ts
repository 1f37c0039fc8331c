import { escapeControls } from '../escape.ts'
import type { Diagnostic, Severity } from '../finding.ts'
import type { ReportFormat } from '../report.ts'

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

export const github: ReportFormat = {
  name: 'github',
  summary: 'workflow commands of GitHub Actions, which become annotations',
  format: ({ output, repositoryPath }) =>
    output.diagnostics.map((diagnostic) => commandOf(diagnostic, repositoryPath(diagnostic.file))).join('\n'),
}

function commandOf(diagnostic: Diagnostic, file: string): string {
  const { severity, code, message, hint, line, column, endLine = line, endColumn } = diagnostic
  // Columns are understood only where the range is on one line.
  const columns = endLine === line && endColumn !== undefined ? { col: column, endColumn } : {}
  const properties = Object.entries({ file, line, endLine, ...columns, title: code })
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(escapeControls(String(value)))}`)
  const said = hint === undefined ? message : `${message}\nhint: ${hint}`
  return `::${commands[severity]} ${written.join(',')}::${escapeData(escapeControls(said))}`
}

// As in @actions/core: what would end the command or one of its properties is percent-encoded.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
