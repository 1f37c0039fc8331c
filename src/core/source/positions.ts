import type { Place, Position } from '#core/diagnostics'
import { scalarOffsets, type WrittenScalar } from './scalar-offsets.ts'
import type { LineIndex } from './text.ts'

export type Locator = (place: Place) => Position
export type Offsets = readonly [start: number, end: number]

/** Where a text begins: the place of what cannot be found in it. */
export const top: Position = { line: 1, column: 1, endLine: 1, endColumn: 2 }

/** The offsets of the characters of a written scalar; there may be many findings in one text. */
export function remembered(): typeof scalarOffsets {
  const known = new Map<number, ReturnType<typeof scalarOffsets>>()
  return (written) => {
    if (!known.has(written.start)) known.set(written.start, scalarOffsets(written))
    return known.get(written.start)
  }
}

/** A part of a string; all of it if it is written in a way that is not understood. */
export function spanOffsets(
  written: WrittenScalar,
  span: { start: number; end: number },
  offsetsOf: typeof scalarOffsets,
): Offsets {
  const offsets = span.end > span.start ? offsetsOf(written) : undefined
  const start = offsets?.[span.start]
  const last = offsets?.[span.end - 1]
  const next = offsets?.[span.end]
  if (start === undefined || last === undefined || next === undefined) return [written.start, written.end]
  // What stands between the last character and the next is no part of it: a line break, the quote.
  return [start, Math.max(next === last ? next : Math.min(next, last + widthAt(written, last)), last + 1)]
}

// An escape takes several characters.
function widthAt({ text, style }: WrittenScalar, offset: number): number {
  if (style === 'single') return text.startsWith("''", offset) ? 2 : 1
  if (text[offset] !== '\\' || (style !== 'double' && style !== 'json')) return 1
  return /^\\(?:x..|u....|U........|.)/s.exec(text.slice(offset, offset + 10))?.[0].length ?? 1
}

/** Block scalars and collections end at the start of the next line; the position stops where their text does. */
export function toPosition(lines: LineIndex, text: string, [from, to]: Offsets): Position {
  return lines.range(from, from + text.slice(from, to).trimEnd().length)
}
