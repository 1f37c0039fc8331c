import { IntColumn } from '../int-columns.ts'
import type { Span } from './joined.ts'
import type { KeptBytes } from './kept-bytes.ts'
import type { SegmentBuffers } from './segment-buffers.ts'
import { hashWords, type Segments, segmentBytes, wordsOfHash } from './segments.ts'

/** Only what comes last is shorter. */
const leastBytes = segmentBytes / 4

/** Makes the bytes of a file, of texts and of what is kept of an older one, and divides them into segments. */
export class SegmentWriter {
  readonly #kept: KeptBytes | undefined
  readonly #lengths = new IntColumn()
  readonly #hashes = new IntColumn()
  /** One is filled while the other is written. */
  #buffer: Buffer
  #other: Buffer
  #length = 0

  constructor(kept: KeptBytes | undefined, { one, other }: SegmentBuffers) {
    this.#kept = kept
    this.#buffer = one
    this.#other = other
  }

  get segments(): Segments {
    return { lengths: this.#lengths.values(), hashes: this.#hashes.values() }
  }

  /** The bytes of each part. They stay as they are until the next but one are asked for. */
  *bytesOf(parts: Iterable<string | Span>): Generator<Uint8Array> {
    for (const part of parts) {
      if (typeof part === 'string') yield* this.#addText(part)
      else if (this.#kept !== undefined) yield* this.#addSpan(part, this.#kept)
    }
    yield* this.#flush()
  }

  *#addText(text: string): Generator<Uint8Array> {
    // In UTF-8 no character of a text takes more bytes.
    if (text.length * 3 > this.#buffer.length - this.#length) return yield* this.#addBytes(Buffer.from(text))
    this.#length += this.#buffer.write(text, this.#length)
    if (this.#length >= segmentBytes) yield* this.#flush()
  }

  *#addBytes(bytes: Uint8Array): Generator<Uint8Array> {
    for (let from = 0; from < bytes.length; ) {
      const piece = bytes.subarray(from, from + this.#buffer.length - this.#length)
      this.#buffer.set(piece, this.#length)
      this.#length += piece.length
      from += piece.length
      if (this.#length >= segmentBytes) yield* this.#flush()
    }
  }

  *#addSpan({ from, to }: Span, kept: KeptBytes): Generator<Uint8Array> {
    for (let place = from, segment = kept.segmentAt(from); place < to; segment += 1) {
      const end = Math.min(to, kept.startOf(segment + 1))
      const isWhole = place === kept.startOf(segment) && end === kept.startOf(segment + 1)
      if (!isWhole || end - place < leastBytes) yield* this.#addBytes(kept.slice(segment, place, end))
      else if (this.#length > 0 && this.#length < leastBytes) {
        // With so little before it, it is hashed anew, so that segments never become small.
        this.#length += kept.read(segment, this.#buffer.subarray(this.#length)).length
        yield* this.#flush()
      } else {
        yield* this.#flush()
        yield* this.#copy(segment, kept)
      }
      place = end
    }
  }

  *#copy(segment: number, kept: KeptBytes): Generator<Uint8Array> {
    const bytes = kept.read(segment, this.#buffer)
    this.#lengths.push(bytes.length)
    for (let word = 0; word < wordsOfHash; word += 1)
      this.#hashes.push(kept.segments.hashes[segment * wordsOfHash + word] ?? 0)
    this.#swap()
    yield bytes
  }

  *#flush(): Generator<Uint8Array> {
    if (this.#length === 0) return
    const bytes = this.#buffer.subarray(0, this.#length)
    const count = Math.ceil(bytes.length / segmentBytes)
    const size = Math.ceil(bytes.length / count)
    for (let from = 0; from < bytes.length; from += size) {
      const segment = bytes.subarray(from, from + size)
      this.#lengths.push(segment.length)
      for (const word of hashWords(segment)) this.#hashes.push(word)
    }
    this.#length = 0
    this.#swap()
    yield bytes
  }

  #swap(): void {
    ;[this.#buffer, this.#other] = [this.#other, this.#buffer]
  }
}
