import { newline, space, unread } from './scalars.ts'

/** A text of several lines, and where the line after it begins. */
interface BlockScalar {
  readonly value: string | typeof unread
  readonly end: number
  /** How many lines there are up to there. */
  readonly lines: number
}

const lost: BlockScalar = { value: unread, end: 0, lines: 0 }

/** The text below `|` or `>` at `start`, which is indented by more than `column`. Its last line must end. */
export function readBlockScalar(text: string, start: number, column: number): BlockScalar {
  const header = text.slice(start, text.indexOf('\n', start))
  const first = start + header.length + 1
  const indent = indentAt(text, first)
  const isEmpty = first + indent >= text.length || text.charCodeAt(first + indent) === newline
  if (!/^[|>][-+]?$/.test(header) || indent <= column || isEmpty) return lost
  const lines: string[] = []
  let at = first
  for (let end = at; at < text.length; at = end + 1) {
    const own = indentAt(text, at)
    end = text.indexOf('\n', at)
    const isBlank = at + own === end
    if (own < indent && !isBlank) break
    // Spaces alone that are part of the text.
    if (isBlank && own > indent) return lost
    lines.push(isBlank ? '' : text.slice(at + indent, end))
  }
  const content = lines.length - blankAtEnd(lines)
  const written = lines.slice(0, content)
  const isFolded = header.startsWith('>')
  // Lines that are indented further are not folded.
  if (isFolded && written.some((line) => line.startsWith(' '))) return lost
  const value = isFolded ? folded(written) : written.join('\n')
  return { value: value + lastBreaks(header, lines.length - content), end: at, lines: lines.length + 1 }
}

function indentAt(text: string, start: number): number {
  let at = start
  while (text.charCodeAt(at) === space) at += 1
  return at - start
}

function blankAtEnd(lines: readonly string[]): number {
  return lines.length - 1 - lines.findLastIndex((line) => line !== '')
}

function folded(lines: readonly string[]): string {
  let value = lines[0] ?? ''
  let breaks = 0
  for (const line of lines.slice(1)) {
    if (line === '') breaks += 1
    else {
      value += (breaks === 0 ? ' ' : '\n'.repeat(breaks)) + line
      breaks = 0
    }
  }
  return value
}

function lastBreaks(header: string, blank: number): string {
  if (header.endsWith('-')) return ''
  return header.endsWith('+') ? '\n'.repeat(blank + 1) : '\n'
}
