import { escapeControls } from '../escape.ts'
import type { Diagnostic } from '../finding.ts'
import type { Report, ReportFormat } from '../report.ts'

export const junit: ReportFormat = {
  name: 'junit',
  summary: 'JUnit XML: a suite for each file, a failure for each finding that fails the check',
  format(report) {
    const { output, files, repositoryPath } = report
    const byFile = new Map<string, Diagnostic[]>(files.map((file) => [file, []]))
    for (const diagnostic of output.diagnostics)
      byFile.set(diagnostic.file, [...(byFile.get(diagnostic.file) ?? []), diagnostic])
    const cases = [...byFile.values()].map((found) => Math.max(1, found.length))
    const failures = output.diagnostics.filter((diagnostic) => isFailure(diagnostic, report))
    const counts = { tests: cases.reduce((sum, count) => sum + count, 0), failures: failures.length, errors: 0 }
    const suites = [...byFile].map(([file, found]) => suiteOf(repositoryPath(file), found, report))
    const root = `<testsuites${attributes({ name: 'ossa', ...counts })}`
    const body = suites.length === 0 ? [`${root}/>`] : [`${root}>`, ...suites, '</testsuites>']
    return ['<?xml version="1.0" encoding="UTF-8"?>', ...body].join('\n')
  },
}

function isFailure({ severity }: Diagnostic, { failOn }: Report): boolean {
  return severity === 'error' || severity === failOn
}

function suiteOf(file: string, found: readonly Diagnostic[], report: Report): string {
  const failures = found.filter((diagnostic) => isFailure(diagnostic, report)).length
  const counts = { tests: Math.max(1, found.length), failures, errors: 0, skipped: 0 }
  const clean = `    <testcase${attributes({ name: 'no problems', classname: file, file })}/>`
  const cases =
    found.length === 0 ? [clean] : found.map((each) => caseOf(each, file, { fails: isFailure(each, report) }))
  return [`  <testsuite${attributes({ name: file, ...counts })}>`, ...cases, '  </testsuite>'].join('\n')
}

function caseOf(diagnostic: Diagnostic, file: string, { fails }: { fails: boolean }): string {
  const { code, severity, message, hint, line, column, pointer } = diagnostic
  const name = `${code} at ${line}:${column}`
  const text = [`${file}:${line}:${column} ${severity} ${code}`, message, `pointer: ${pointer || '/'}`]
  const content = escapeXml([...text, ...(hint === undefined ? [] : [`hint: ${hint}`])].join('\n'))
  const outcome = fails
    ? `<failure${attributes({ type: code, message })}>${content}</failure>`
    : `<system-out>${content}</system-out>`
  return [
    `    <testcase${attributes({ name, classname: file, file, line })}>`,
    `      ${outcome}`,
    '    </testcase>',
  ].join('\n')
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(String(value)).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;')}"`)
    .join('')
}

// XML 1.0 has no way to write most control characters, lone surrogates, U+FFFE and U+FFFF.
function escapeXml(text: string): string {
  return escapeControls(text)
    .replace(/[\ufffe\uffff]|\p{Surrogate}/gu, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
