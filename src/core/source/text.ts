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

/** Lines without their line endings, but only some, by their numbers, counted from 1. Of a long text, all together take much memory. */
export function chosenLines(text: string, numbers: Iterable<number>): string[] {
  if (text.length <= mostSplit || text.includes('\r')) return linesOf(text)
  const chosen: string[] = []
  let number = 1
  let start = 0
  for (const wanted of [...numbers].sort((a, b) => a - b)) {
    for (; number < wanted && start !== -1; number += 1) start = text.indexOf('\n', start) + 1 || -1
    if (start === -1) break
    const end = text.indexOf('\n', start)
    if (number === wanted) chosen[number - 1] = text.slice(start, end === -1 ? undefined : end)
  }
  return chosen
}

const mostSplit = 1_000_000

/** Turns offsets of a text into lines and columns, both counted from 1. `lineOffset` lines come before the text in its file. */
export class LineIndex {
  readonly #text: string
  readonly #starts: number[] = [0]
  readonly #lineOffset: number
  /** So much of the text has been looked through. */
  #end = 0

  constructor(text: string, lineOffset = 0) {
    this.#text = text
    this.#lineOffset = lineOffset
    if (!text.includes('\r')) return
    for (const match of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(match.index + match[0].length)
    this.#end = text.length
  }

  /** The position of the characters from one offset up to another; never empty. */
  range(from: number, to: number): Position {
    const start = this.#at(from)
    const end = this.#at(Math.max(to, from + 1))
    return { line: start.line, column: start.column, endLine: end.line, endColumn: end.column }
  }

  /** The offset of a place. */
  offsetOf(line: number, column: number): number {
    const index = line - 1 - this.#lineOffset
    while (this.#starts.length <= index && this.#end < this.#text.length) this.#readLine()
    return (this.#starts[index] ?? 0) + column - 1
  }

  #readLine(): void {
    const at = this.#text.indexOf('\n', this.#end)
    this.#end = at === -1 ? this.#text.length : at + 1
    if (at !== -1) this.#starts.push(at + 1)
  }

  #at(offset: number): { line: number; column: number } {
    while (this.#end <= offset && this.#end < this.#text.length) this.#readLine()
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
