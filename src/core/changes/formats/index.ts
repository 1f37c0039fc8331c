import { printJson } from '#core/diagnostics'
import { findingFormats } from './as-diagnostics.ts'
import { markdown } from './markdown.ts'
import type { ChangeFormat, ChangeReport } from './report.ts'
import { text } from './text.ts'

const json: ChangeFormat = {
  name: 'json',
  summary: 'the same as --json, of schemas/output/spec-diff.schema.json',
  format: ({ output }) => printJson(output),
}

/** All formats that a comparison can be printed in. */
export const changeFormats: readonly ChangeFormat[] = [text, json, markdown, ...findingFormats]

/** A comparison in the format of this name. */
export function formatChanges(name: string, report: ChangeReport): string {
  const format = changeFormats.find((each) => each.name === name)
  if (format === undefined) throw new Error(`There is no format ${name} for changes.`)
  return format.format(report)
}
