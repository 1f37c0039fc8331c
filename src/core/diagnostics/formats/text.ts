import type { ValidateOutput } from '#core/contract'
import { escapeControls } from '../escape.ts'
import { describeCounts, formatDiagnostics } from '../format-text.ts'
import { plural } from '../plural.ts'
import type { ReportFormat } from '../report.ts'

export const text: ReportFormat = {
  name: 'text',
  summary: 'for people: place, message, code frame, hint',
  format({ output, ...options }) {
    const { files, baseline, fixed } = output.summary
    if (files === 0 && output.diagnostics.length === 0)
      return options.since === undefined
        ? 'There is no manifest and no OpenAPI document here.'
        : `No manifest and no OpenAPI document has changed since ${escapeControls(options.since, { oneLine: true })}.`
    const found = `${describeContent(output.summary)} in ${plural(files, 'file')}`
    const corrected = fixed ? ` ${plural(fixed, 'finding')} corrected.` : ''
    const reason = !output.ok && output.summary.errors === 0 ? ' That is more than is allowed.' : ''
    const known = baseline?.known ? `, and ${plural(baseline.known, 'known finding')}` : ''
    const counts = `${found}: ${describeCounts(output.diagnostics)}${known}.${reason}${corrected}`
    return output.diagnostics.length === 0 ? counts : `${formatDiagnostics(output.diagnostics, options)}\n${counts}`
  },
}

function describeContent({ agents, workflows, servers }: ValidateOutput['summary']): string {
  const found = [plural(agents, 'agent'), ...(servers === undefined ? [] : [plural(servers, 'MCP server')])]
  return `${found.join(', ')} and ${plural(workflows, 'workflow')}`
}
