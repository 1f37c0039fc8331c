import { isUtf8 } from 'node:buffer'
import type { Position } from '#core/diagnostics'

/** Text of a file, or the reason why its bytes are not UTF-8; `guess` is then what it probably says. */
export type Decoded = { readonly text: string } | { readonly problem: string; readonly guess: string }

/** Decodes the bytes of a file. A byte order mark is dropped. */
export function decodeText(bytes: Uint8Array): Decoded {
  const utf16 = utf16Of(bytes)
  if (utf16 !== undefined) return { problem: 'it is UTF-16', guess: new TextDecoder(utf16).decode(bytes) }
  if (!isUtf8(bytes)) return { problem: 'it has bytes that are not UTF-8', guess: new TextDecoder().decode(bytes) }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
  return { text: text.startsWith('\ufeff') ? text.slice(1) : text }
}

// As YAML 1.2 tells encodings apart (section 5.2): by a byte order mark, or because the first character is plain ASCII.
function utf16Of([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0)) return 'utf-16le'
  if ((first === 0xfe && second === 0xff) || (first === 0 && second !== 0)) return 'utf-16be'
  return undefined
}

/** Lines without their line endings. */
export function linesOf(text: string): string[] {
  return text.includes('\r') ? text.split(/\r\n|\n|\r/) : text.split('\n')
}

/** Turns offsets of a text into lines and columns, both counted from 1. `lineOffset` lines come before the text in its file. */
export class LineIndex {
  readonly #starts: number[] = [0]
  readonly #lineOffset: number

  constructor(text: string, lineOffset = 0) {
    this.#lineOffset = lineOffset
    if (text.includes('\r'))
      for (const match of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(match.index + match[0].length)
    else for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1)
  }

  /** The position of the characters from one offset up to another; never empty. */
  range(from: number, to: number): Position {
    const start = this.#at(from)
    const end = this.#at(Math.max(to, from + 1))
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
  }

  /** The offset of a place. */
  offsetOf(line: number, column: number): number {
    return (this.#starts[line - 1 - this.#lineOffset] ?? 0) + column - 1
  }

  #at(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1 + this.#lineOffset, column: offset - (this.#starts[low] ?? 0) + 1 }
  }
}
