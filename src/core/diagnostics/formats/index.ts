import type { Report, ReportFormat, ReportStyle } from '../report.ts'
import { github } from './github.ts'
import { gitlab } from './gitlab.ts'
import { json } from './json.ts'
import { junit } from './junit.ts'
import { sarif } from './sarif.ts'
import { text } from './text.ts'

/** All formats that a report can be printed in. */
export const reportFormats: readonly ReportFormat[] = [text, json, sarif, github, gitlab, junit]

/** A report in the format of this name. */
export function formatReport(name: string, report: Report & ReportStyle): string {
  const format = reportFormats.find((each) => each.name === name)
  if (format === undefined) throw new Error(`There is no report format ${name}.`)
  return format.format(report)
}
