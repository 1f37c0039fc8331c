import type { Fix, Position } from '#core/diagnostics'
import { quoted } from './loose-frontmatter.ts'
import type { SourceFormat } from './parse.ts'

/** What is to stand in place of a text, or undefined if it is not what the fix is for. Quotes stay. */
export function fixedText(fix: Fix, written: string, format: SourceFormat): string | undefined {
  if ('quote' in fix) return quoted(written)
  const [, quotes = '', text = ''] = /^(["']?)(.*)\1$/s.exec(written) ?? []
  // JSON knows no text without.
  const quote = format === 'json' ? '"' : quotes
  if ('rename' in fix) return text === fix.rename ? `${quote}${fix.to}${quote}` : undefined
  const numbers = /^(\d+)(?:\.(\d+))?$/.exec(text)?.slice(1)
  if (numbers === undefined) return undefined
  // As in the text: 1.10 is not 1.1.
  return `${quote}${numbers
    .map((number) => number ?? '0')
    .map(withoutZeros)
    .join('.')}.0${quote}`
}

function withoutZeros(number: string): string {
  return number.replace(/^0+(?=\d)/, '')
}

/** Gives the text at a position. */
export function textReader(text: string): (position: Position) => string {
  let starts: readonly number[] | undefined
  return (position) => {
    starts ??= lineStarts(text)
    return text.slice(...offsetsOf(starts, position))
  }
}

/** A text with other texts in several places. Of edits that overlap only the first is made. */
export function editText(
  text: string,
  edits: readonly { readonly position: Position; readonly text: string }[],
): { text: string; made: number } {
  const starts = lineStarts(text)
  const ranges = edits
    .map((edit) => ({ range: offsetsOf(starts, edit.position), text: edit.text }))
    .sort((a, b) => a.range[0] - b.range[0])
  let result = ''
  let done = 0
  let made = 0
  for (const { range, text: replacement } of ranges) {
    if (range[0] < done) continue
    result += text.slice(done, range[0]) + replacement
    done = range[1]
    made += 1
  }
  return { text: result + text.slice(done), made }
}

function offsetsOf(starts: readonly number[], { line, column, endLine, endColumn }: Position): [number, number] {
  return [(starts[line - 1] ?? 0) + column - 1, (starts[endLine - 1] ?? 0) + endColumn - 1]
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)]
}
