import { printJson } from '../escape.ts'
import type { ReportFormat } from '../report.ts'

export const json: ReportFormat = {
  name: 'json',
  summary: 'the same as --json, of schemas/output/spec-validate.schema.json',
  format: ({ output }) => printJson(output),
}
