import { fileChunks } from '../serialize.ts'
import type { Span } from './joined.ts'
import type { KeptBytes } from './kept-bytes.ts'
import type { KeptBlocks, KeptFile } from './kept-file.ts'
import { type PartsRequest, partsOf } from './parts.ts'
import type { SegmentBuffers } from './segment-buffers.ts'
import { SegmentWriter } from './segment-writer.ts'
import type { Segments } from './segments.ts'

export interface DraftRequest extends Omit<PartsRequest, 'kept'> {
  /** The file as it is, if that is known. */
  readonly kept: KeptFile | undefined
}

/** A file that is to take the place of the one that is there. Making it throws `BeginAgain` where that is not what it was. */
export class Draft {
  /** True if there is nothing new. */
  readonly isSame: boolean
  /** Known when all chunks were made. */
  readonly lists: readonly KeptBlocks[]
  readonly #parts: Generator<string | Span>
  readonly #first: (string | Span)[]
  readonly #kept: KeptBytes | undefined
  #writer: SegmentWriter | undefined

  constructor({ kept, ...request }: DraftRequest) {
    const bytes = kept?.bytes
    const lists: KeptBlocks[] = []
    this.lists = lists
    // To divide into blocks what is written for the first time is left to who changes it: maybe nobody does, or has nothing of this.
    this.#parts = kept === undefined ? fileChunks(request.file, request.content) : partsOf({ ...request, kept }, lists)
    const [first, second] = [this.#parts.next(), this.#parts.next()]
    this.#first = [first, second].flatMap(({ done, value }) => (done === true ? [] : [value]))
    const [part] = this.#first
    const isWhole = this.#first.length === 1 && typeof part === 'object' && part.from === 0 && part.to === bytes?.length
    this.isSame = isWhole && bytes?.isAllThere() === true
    this.#kept = bytes
  }

  /** Known when all chunks were made. */
  get segments(): Segments {
    return this.#writer?.segments ?? { lengths: new Int32Array(), hashes: new Int32Array() }
  }

  chunks(buffers: SegmentBuffers): Iterable<Uint8Array> {
    this.#writer = new SegmentWriter(this.#kept, buffers)
    return this.#writer.bytesOf(this.#all())
  }

  *#all(): Generator<string | Span> {
    yield* this.#first
    yield* this.#parts
  }
}
