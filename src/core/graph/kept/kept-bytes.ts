import { BeginAgain, FileReader } from '#core/source'
import type { SegmentBuffers } from './segment-buffers.ts'
import { hashWords, type Segments, wordsOfHash } from './segments.ts'

interface KeptSegments {
  readonly segments: Segments
  readonly starts: Float64Array
  readonly seen: Buffer
}

/** The bytes of a file that was written, each of which proves to be what was written before it is used. */
export class KeptBytes {
  readonly length: number
  readonly segments: Segments
  /** Where each segment begins; after the last, the length of the file. */
  readonly #starts: Float64Array
  readonly #file: FileReader
  readonly #bytes: Buffer
  /** The segment that was looked into last. */
  #seen = -1

  private constructor(file: FileReader, { segments, starts, seen }: KeptSegments) {
    this.#file = file
    this.segments = segments
    this.#starts = starts
    this.#bytes = seen
    this.length = file.size
  }

  /** Undefined where the file is not there, or has another length. */
  static open(path: string, segments: Segments, { seen }: Pick<SegmentBuffers, 'seen'>): KeptBytes | undefined {
    const { lengths } = segments
    const starts = new Float64Array(lengths.length + 1)
    for (let segment = 0; segment < lengths.length; segment += 1)
      starts[segment + 1] = (starts[segment] ?? 0) + (lengths[segment] ?? 0)
    const file = FileReader.open(path)
    if (file !== undefined && file.size === starts[lengths.length])
      return new KeptBytes(file, { segments, starts, seen })
    file?.close()
    return undefined
  }

  /** The segment that a byte is in. */
  segmentAt(place: number): number {
    let [first, last] = [0, this.#starts.length - 1]
    while (last - first > 1) {
      const middle = (first + last) >> 1
      if (this.startOf(middle) <= place) first = middle
      else last = middle
    }
    return first
  }

  startOf(segment: number): number {
    return this.#starts[segment] ?? 0
  }

  /** Reads a segment to the beginning of these bytes. Throws `BeginAgain` if it is not what was written. */
  read(segment: number, into: Buffer): Buffer {
    const bytes = into.subarray(0, this.segments.lengths[segment])
    if (!this.#file.read(bytes, this.startOf(segment)) || !this.#isSame(segment, bytes)) throw new BeginAgain()
    return bytes
  }

  /** The same for the bytes from one to before another of a segment; they stay as they are until others are asked for. */
  slice(segment: number, from: number, to: number): Buffer {
    if (this.#seen !== segment) {
      this.#seen = -1
      this.read(segment, this.#bytes)
      this.#seen = segment
    }
    const start = this.startOf(segment)
    return this.#bytes.subarray(from - start, to - start)
  }

  /** Tells whether these bytes stand at a place. Throws `BeginAgain` if it does not say what was written. */
  says(bytes: Buffer, place: number): boolean {
    if (place + bytes.length > this.length) return false
    let segment = this.segmentAt(place)
    for (let done = 0; done < bytes.length; segment += 1) {
      const end = Math.min(bytes.length, this.startOf(segment + 1) - place)
      if (!this.slice(segment, place + done, place + end).equals(bytes.subarray(done, end))) return false
      done = end
    }
    return true
  }

  /** Tells whether all of it is what was written. */
  isAllThere(): boolean {
    const { lengths } = this.segments
    this.#seen = -1
    for (let segment = 0; segment < lengths.length; segment += 1) {
      const bytes = this.#bytes.subarray(0, lengths[segment])
      if (!this.#file.read(bytes, this.startOf(segment)) || !this.#isSame(segment, bytes)) return false
    }
    return true
  }

  close(): void {
    this.#file.close()
  }

  #isSame(segment: number, bytes: Buffer): boolean {
    const known = this.segments.hashes
    const found = hashWords(bytes)
    return found.every((word, place) => known[segment * wordsOfHash + place] === word)
  }
}
