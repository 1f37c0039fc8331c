import { chunkCharacters } from '../serialize.ts'
import type { KeptBytes } from './kept-bytes.ts'

/** Bytes of a file, or others in a row, from the first to before the last. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** Texts, and spans of a file as it is, one after the other. What follows a span there anyway belongs to it. */
export class Joined {
  readonly #kept: KeptBytes
  readonly #ready: (string | Span)[] = []
  #length = 0
  #text = ''
  /** Blocks in the text of which the length is not sure yet, and where they begin. */
  readonly #unsure: { readonly block: number; readonly start: number }[] = []
  #lengths: Int32Array = new Int32Array()
  #span: Span | undefined = { from: 0, to: 0 }

  /** `kept` is the file as it is. */
  constructor(kept: KeptBytes) {
    this.#kept = kept
  }

  /** How many bytes all that was added has. */
  get length(): number {
    return this.#length + Buffer.byteLength(this.#text)
  }

  text(text: string): void {
    if (this.#span !== undefined) {
      if (this.#isNext(text, this.#span)) return
      this.#endSpan()
    }
    this.#text += text
    if (this.#text.length >= chunkCharacters) this.#endText()
  }

  /** The text of a block. How many bytes it has stands in `lengths` once it is complete, or when all are measured. */
  block(text: string, block: number, lengths: Int32Array): void {
    if (this.#lengths !== lengths) this.measure()
    this.#lengths = lengths
    const start = this.#text.length
    this.text(text)
    // It may be that the file goes on like this, or that the text has come to its end.
    if (this.#text.length !== start + text.length) lengths[block] = Buffer.byteLength(text)
    else {
      // As nearly all are, it is taken to be of characters of one byte: to count them, a text that was joined is copied.
      lengths[block] = text.length
      this.#unsure.push({ block, start })
    }
  }

  /** Makes sure of the lengths of all blocks. */
  measure(): void {
    const isSure = this.#unsure.length === 0 || Buffer.byteLength(this.#text) === this.#text.length
    if (!isSure)
      for (const { block, start } of this.#unsure)
        this.#lengths[block] = Buffer.byteLength(this.#text.slice(start, start + (this.#lengths[block] ?? 0)))
    this.#unsure.length = 0
  }

  /** `between` stands before a span, there as well as here. */
  span({ from, to }: Span, between: string): void {
    const gap = Buffer.byteLength(between)
    if (this.#span?.to === from - gap) {
      this.#span = { from: this.#span.from, to }
      this.#length += gap
    } else {
      this.text(between)
      this.#endSpan()
      this.#endText()
      this.#span = { from, to }
    }
    this.#length += to - from
  }

  /** What is complete. */
  take(): (string | Span)[] {
    return this.#ready.splice(0)
  }

  end(): void {
    this.#endSpan()
    this.#endText()
  }

  #isNext(text: string, { from, to }: Span): boolean {
    const bytes = Buffer.from(text)
    if (!this.#kept.says(bytes, to)) return false
    this.#span = { from, to: to + bytes.length }
    this.#length += bytes.length
    return true
  }

  #endSpan(): void {
    if (this.#span !== undefined && this.#span.to > this.#span.from) this.#ready.push(this.#span)
    this.#span = undefined
  }

  #endText(): void {
    if (this.#text === '') return
    this.measure()
    this.#length += Buffer.byteLength(this.#text)
    this.#ready.push(this.#text)
    this.#text = ''
  }
}
