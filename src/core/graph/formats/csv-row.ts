import { visible } from './visible.ts'

type Value = string | number | undefined

const special = /[",\r\n]/
// What spreadsheets take for a formula, which may call programs or send data away (CWE-1236); full-width forms count, too.
const formula = /^[=+\-@\t\r＝＋－＠]/

/** Fields of one row (RFC 4180), without its end. An empty text is quoted, which tells it from none. */
export function csvRow(values: readonly Value[]): string {
  let row = ''
  for (const [index, value] of values.entries()) row += (index === 0 ? '' : ',') + field(value)
  return row
}

/** A text that no spreadsheet takes for a formula. */
export function withoutFormula(value: Value): Value {
  return typeof value === 'string' && formula.test(value) ? `'${value}` : value
}

function field(value: Value): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = visible(value)
  return text === '' || special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
