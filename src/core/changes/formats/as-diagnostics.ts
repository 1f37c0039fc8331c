import { explainCode } from '#core/compiler'
import type { Diagnostic, DocumentChange } from '#core/contract'
import { compareDiagnostics, countBySeverity, formatReport, reportFormats } from '#core/diagnostics'
import { isFailing } from '../compare-versions.ts'
import { changeDefinitions, comparisonDefinitions } from '../definitions/index.ts'
import type { ChangeFormat, ChangeReport } from './report.ts'
import { describePath, describeWitness, whereOf } from './words.ts'

const mostRelated = 10

/** The formats of findings, for those who collect these: changes that are not safe are findings, too. */
export const findingFormats: readonly ChangeFormat[] = reportFormats
  .filter(({ name }) => name !== 'text' && name !== 'json')
  .map(({ name, summary }) => ({
    name,
    summary,
    format: (report) => formatReport(name, { ...report, ...asFindings(report) }),
  }))

function asFindings(report: ChangeReport) {
  const { output, failOn } = report
  const found = output.changes.filter(({ level }) => level !== 'safe').map((change) => asDiagnostic(change, report))
  const diagnostics = [...output.diagnostics, ...found].sort(compareDiagnostics)
  const { error: errors, warning: warnings } = countBySeverity(diagnostics)
  const { durationMs } = output.summary
  const files = [...new Set(output.documents.flatMap(({ file }) => file ?? []))]
  const count = (kind: string) => output.documents.filter((document) => document.kind === kind).length
  const [agents, workflows] = [count('agent'), count('workflow')]
  return {
    output: {
      ok: output.ok,
      summary: { files: files.length, agents, workflows, errors, warnings, durationMs },
      diagnostics,
    },
    files,
    failOn: failOn.length > 0 ? ('error' as const) : ('warning' as const),
    definitions: comparisonDefinitions,
    explain: (code: string) => explainCode(code, comparisonDefinitions),
    stale: [],
  }
}

function asDiagnostic(change: DocumentChange, { failOn, output }: ChangeReport): Diagnostic {
  const { code, level, message, reason, places, reaches } = change
  const [first, ...others] = places
  if (first === undefined) throw new Error('A change has a place.')
  const witness = describeWitness(change)
  const said = [
    `${whereOf(first) === '' ? '' : `${whereOf(first)}: `}${message}`,
    ...(witness === undefined ? [] : [`Example: ${witness}.`]),
    ...(reason === undefined ? [] : [`It could not be decided: ${reason}.`]),
    ...(reaches.length === 0 ? [] : [`Reaches ${reaches.slice(0, mostRelated).map(describePath).join('; ')}.`]),
  ]
  const hint = changeDefinitions.find((definition) => definition.code === code)?.hint
  const elsewhere = others
    .filter((place) => place.line !== first.line || place.file !== first.file)
    .slice(0, mostRelated)
    .map(({ file, line, column, ...place }) => ({ file, line, column, message: `Here, too: ${whereOf(place)}.` }))
  const { file, line, column } = first.previous
  const was = { file, line, column, message: `It was here, in ${output.against}.` }
  return {
    code,
    severity: isFailing(change, failOn) ? 'error' : level === 'breaking' ? 'warning' : 'info',
    message: said.join(' '),
    ...(hint !== undefined && { hint }),
    file: first.file,
    line: first.line,
    column: first.column,
    pointer: first.pointer,
    related: [was, ...elsewhere],
  }
}
