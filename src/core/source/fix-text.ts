import type { Fix, Position } from '#core/diagnostics'
import { quoted } from './loose-frontmatter.ts'
import type { SourceFormat } from './parse.ts'
import { LineIndex } from './text.ts'

interface Edit {
  readonly position: Position
  readonly text: string
}

/** Works out the edits of a text that fixes stand for; undefined for one that is not for what stands there. Quotes stay. */
export function fixMaker(text: string, format: SourceFormat): (fix: Fix, position: Position) => Edit | undefined {
  const lines = new LineIndex(text)
  return (fix, position) => {
    const [start, end] = rangeOf(position, lines)
    if ('remove' in fix) {
      const range = removedRange(fix.remove, text, [start, end])
      return range && { position: lines.range(...range), text: '' }
    }
    const replacement = fixedText(fix, text.slice(start, end), format)
    return replacement === undefined ? undefined : { position, text: replacement }
  }
}

// What means nothing else in YAML.
const plain = /^[\w./^~][\w ./^~@+<>=-]*$/

function fixedText(fix: Exclude<Fix, { remove: unknown }>, written: string, format: SourceFormat): string | undefined {
  if ('quote' in fix) return quoted(written)
  if ('replace' in fix) return written === fix.replace ? fix.by : undefined
  const [, quotes = '', text = ''] = /^(["']?)(.*)\1$/s.exec(written) ?? []
  // JSON knows no text without.
  const quote = format === 'json' ? '"' : quotes
  if ('rename' in fix) {
    if (text !== fix.rename) return undefined
    return quote === '' && !plain.test(fix.to) ? quoted(fix.to) : `${quote}${fix.to}${quote}`
  }
  const numbers = /^(\d+)(?:\.(\d+))?$/.exec(text)?.slice(1)
  if (numbers === undefined) return undefined
  // As in the text: 1.10 is not 1.1.
  return `${quote}${numbers
    .map((number) => number ?? '0')
    .map(withoutZeros)
    .join('.')}.0${quote}`
}

type Range = [start: number, end: number]

// With what joins it to its neighbours: a comma, or a line of its own.
function removedRange(what: 'item' | 'word' | 'comment', text: string, [start, end]: Range): Range | undefined {
  const [before, after] = [text.slice(0, start), text.slice(end)]
  if (what === 'comment') return commentRange(text, start)
  const line = what === 'item' ? /(?:^|[\r\n])([ \t]*-[ \t]+)$/.exec(before)?.[1] : undefined
  if (line !== undefined) {
    const rest = /^[ \t]*(?:\r\n|\n|\r|$)/.exec(after)?.[0]
    return rest === undefined ? undefined : [start - line.length, end + rest.length]
  }
  const behind = /^[ \t]*,[ \t]*/.exec(after)?.[0]
  if (what === 'word' && behind !== undefined) return [start, end + behind.length]
  const joined = (what === 'item' ? /\s*,\s*$/ : /[ \t]*,[ \t]*$|[ \t]+$/).exec(before)?.[0]
  return joined === undefined ? undefined : [start - joined.length, end]
}

function commentRange(text: string, inside: number): Range | undefined {
  const lineStart = Math.max(text.lastIndexOf('\n', inside - 1), text.lastIndexOf('\r', inside - 1)) + 1
  const lead = /^([ \t]*)(.*?[ \t]+|)#/.exec(text.slice(lineStart, inside))
  if (lead === null) return undefined
  const end = inside + (/[\r\n]|$/.exec(text.slice(inside))?.index ?? 0)
  const isAlone = lead[2] === ''
  if (!isAlone) return [lineStart + (lead[1]?.length ?? 0) + (lead[2]?.trimEnd().length ?? 0), end]
  return [lineStart, end + (/^(?:\r\n|\n|\r)/.exec(text.slice(end))?.[0].length ?? 0)]
}

function withoutZeros(number: string): string {
  return number.replace(/^0+(?=\d)/, '')
}

/** A text with other texts in several places. Of edits that overlap only the first is made. */
export function editText(text: string, edits: readonly Edit[]): { text: string; made: number } {
  const lines = new LineIndex(text)
  const ranges = edits
    .map(({ position, text: replacement }) => ({ range: rangeOf(position, lines), text: replacement }))
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

function rangeOf({ line, column, endLine, endColumn }: Position, lines: LineIndex): Range {
  return [lines.offsetOf(line, column), lines.offsetOf(endLine, endColumn)]
}
