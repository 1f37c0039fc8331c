import { escapeControls } from './escape.ts'
import { countBySeverity, type Diagnostic, type Severity, secretCode } from './finding.ts'
import { mostTelling } from './most-telling.ts'
import { plural } from './plural.ts'
import { widthOf } from './width.ts'

/** Colours, as functions of text. Core prints none by itself. */
export interface Style {
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly info: (text: string) => string
}

/** Gives the lines of a file for a code frame, or undefined when it cannot be read. */
export type CodeFrameSource = (file: string) => readonly string[] | undefined

const same = (text: string) => text
/** No colours. */
export const plainStyle: Style = { strong: same, faint: same, error: same, warning: same, info: same }

const widestFrame = 160

/** How many diagnostics of one file are shown in full. */
const mostOfOneFile = 100

/** Diagnostics for people: place, message, code frame, hint. `displayPath` turns a root-relative path into a shown one. */
export function formatDiagnostics(
  diagnostics: readonly Diagnostic[],
  options: { style: Style; lines: CodeFrameSource; displayPath: (file: string) => string },
): string {
  const lines = withoutSecrets(diagnostics, options.lines)
  const shown = new Set(mostTelling(diagnostics, mostOfOneFile))
  const parts = diagnostics.filter((each) => shown.has(each)).map((each) => formatOne(each, { ...options, lines }))
  if (shown.size < diagnostics.length) parts.push(...restOf(diagnostics, shown, options))
  return parts.join('\n')
}

function restOf(
  diagnostics: readonly Diagnostic[],
  shown: ReadonlySet<Diagnostic>,
  { style, displayPath }: Pick<Parameters<typeof formatDiagnostics>[1], 'style' | 'displayPath'>,
): string[] {
  const hidden = diagnostics.filter((each) => !shown.has(each))
  return [...new Set(hidden.map(({ file }) => file))].map((file) => {
    const rest = hidden.filter((each) => each.file === file)
    const name = escapeControls(displayPath(file), { oneLine: true })
    return `${style.strong(name)} has ${describeCounts(rest)} more, not shown. Correct these first, or see them all with --json --max-findings-per-file 0.\n`
  })
}

// A frame shows the line before the fault too, so secrets are masked wherever they stand.
function withoutSecrets(diagnostics: readonly Diagnostic[], lines: CodeFrameSource): CodeFrameSource {
  const secrets = diagnostics.filter(({ code }) => code === secretCode)
  const known = new Map<string, readonly string[] | undefined>()
  const read = (file: string) => {
    const text = lines(file)
    const found = secrets.filter((secret) => secret.file === file)
    if (text === undefined || found.length === 0) return text
    const masked = [...text]
    for (const { line, column, endLine = line, endColumn = column } of found)
      for (let index = line - 1; index < endLine; index += 1) {
        const from = index === line - 1 ? column - 1 : 0
        const whole = masked[index] ?? ''
        const to = index === endLine - 1 ? endColumn - 1 : whole.length
        masked[index] = whole.slice(0, from) + '•'.repeat(Math.max(0, to - from)) + whole.slice(to)
      }
    return masked
  }
  return (file) => {
    if (!known.has(file)) known.set(file, read(file))
    return known.get(file)
  }
}

function formatOne(
  diagnostic: Diagnostic,
  { style, lines, displayPath }: Parameters<typeof formatDiagnostics>[1],
): string {
  const { severity, code, message, hint, related } = diagnostic
  const where = (place: { file: string; line: number; column: number }) =>
    escapeControls(`${displayPath(place.file)}:${place.line}:${place.column}`, { oneLine: true })
  const parts = [
    `${style.strong(where(diagnostic))} ${style[severity](severity)} ${style.faint(code)}`,
    indent(escapeControls(message)),
    ...codeFrame(diagnostic, lines, style),
    ...(related ?? []).map((place) => `  ${style.faint(`${where(place)}:`)} ${escapeControls(place.message)}`),
    ...(hint === undefined ? [] : [`  ${style.info('hint:')} ${escapeControls(hint)}`]),
  ]
  return `${parts.join('\n')}\n`
}

function codeFrame(diagnostic: Diagnostic, lines: CodeFrameSource, style: Style): string[] {
  const text = lines(diagnostic.file)
  const faulty = text?.[diagnostic.line - 1]
  if (text === undefined || faulty === undefined) return []
  const before = text[diagnostic.line - 2]
  const width = String(diagnostic.line).length
  const gutter = (label: string | number) => style.faint(`  ${String(label).padStart(width)} │`)
  // A column far to the right (minified JSON) is shown in a window around the fault.
  const cut = diagnostic.column > widestFrame / 2 ? diagnostic.column - widestFrame / 4 : 0
  const visible = (text: string) => escapeControls(text.replaceAll('\t', ' '), { oneLine: true })
  const shown = (line: string) => visible(line.slice(cut, cut + widestFrame))
  const start = diagnostic.column - 1 - cut
  const sameLine = (diagnostic.endLine ?? diagnostic.line) === diagnostic.line
  const end = sameLine ? (diagnostic.endColumn ?? diagnostic.column + 1) - 1 - cut : faulty.trimEnd().length - cut
  const window = faulty.slice(cut, cut + widestFrame)
  const indentation = widthOf(visible(window.slice(0, Math.max(0, start))))
  const length = Math.max(1, widthOf(visible(window.slice(Math.max(0, start), Math.max(start, end)))))
  return [
    ...(before === undefined || before.trim() === '' ? [] : [`${gutter(diagnostic.line - 1)} ${shown(before)}`]),
    `${gutter(diagnostic.line)} ${shown(faulty)}`,
    `${gutter('')} ${' '.repeat(indentation)}${style[diagnostic.severity]('^'.repeat(length))}`,
  ]
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}

/** `2 errors, 1 warning`; `no problems` when there is nothing. */
export function describeCounts(diagnostics: readonly Diagnostic[]): string {
  const counts = countBySeverity(diagnostics)
  const said = (['error', 'warning', 'info'] as const satisfies Severity[])
    .filter((severity) => counts[severity] > 0)
    .map((severity) => plural(counts[severity], severity === 'info' ? 'note' : severity))
  return said.length === 0 ? 'no problems' : said.join(', ')
}
