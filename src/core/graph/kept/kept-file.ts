import path from 'node:path'
import type { Memo } from '../model.ts'
import { pack, unpack } from '../packed.ts'
import { KeptBytes } from './kept-bytes.ts'
import type { SegmentBuffers } from './segment-buffers.ts'
import type { Segments } from './segments.ts'

/** Where the blocks of rows are in a file that was written. */
export interface KeptBlocks {
  /** The first byte of the first block. */
  readonly start: number
  readonly prints: Float64Array
  /** How many bytes each block has. */
  readonly lengths: Int32Array
}

/** What is known of a file that was written. */
export interface Written {
  readonly segments: Segments
  /** In the order of the file. */
  readonly lists: readonly KeptBlocks[]
}

/** A file that was written, as far as it still is what it was. */
export interface KeptFile {
  readonly bytes: KeptBytes
  readonly lists: readonly KeptBlocks[]
}

/** What is kept of the files of a folder. */
export class KeptFiles {
  readonly #folder: string
  readonly #memo: Memo | undefined
  #known: ReadonlyMap<string, Written> | undefined

  constructor(folder: string, memo: Memo | undefined) {
    this.#folder = folder
    this.#memo = memo
  }

  /** What is kept of a file. Whoever asks for it closes it. */
  find(file: string, buffers: SegmentBuffers): KeptFile | undefined {
    this.#known ??= unpackAll(this.#memo?.get(this.#key))
    const written = this.#known.get(file)
    const bytes = written && KeptBytes.open(path.join(this.#folder, file), written.segments, buffers)
    return bytes && { bytes, lists: written.lists }
  }

  /** Keeps what was written now, beside what was written before. */
  keep(written: ReadonlyMap<string, Written>): void {
    if (written.size > 0) this.#memo?.set(this.#key, packAll(new Map([...(this.#known ?? []), ...written])))
  }

  get #key() {
    return { file: '', name: `written ${this.#folder}`, hash: '' }
  }
}

interface WrittenHead {
  readonly file: string
  /** Of each list, where it starts, and which of the prints are its own: files have most of them in common. */
  readonly lists: readonly (readonly [start: number, prints: number])[]
}

function packAll(written: ReadonlyMap<string, Written>): Uint8Array {
  const prints = [...new Set([...written.values()].flatMap(({ lists }) => lists.map((each) => each.prints)))]
  const files = [...written].map(([file, { lists }]) => ({
    file,
    lists: lists.map((each) => [each.start, prints.indexOf(each.prints)]),
  }))
  const columns = [...written.values()].flatMap(({ segments, lists }) => [
    segments.lengths,
    segments.hashes,
    ...lists.map(({ lengths }) => lengths),
  ])
  return pack({ head: { files, prints: prints.length }, columns: [...prints.map(asWords), ...columns] })
}

function unpackAll(packed: unknown): ReadonlyMap<string, Written> {
  const found = unpack(packed)
  const all = new Map<string, Written>()
  const columns = [...(found?.columns ?? [])]
  const next = () => columns.shift() ?? new Int32Array()
  const { files = [], prints: count = 0 } = (found?.head ?? {}) as { files?: WrittenHead[]; prints?: number }
  const prints = Array.from({ length: count }, () => asNumbers(next()))
  for (const { file, lists } of files) {
    const segments = { lengths: next(), hashes: next() }
    const blocks = lists.map(([start, own]) => ({
      start,
      prints: prints[own] ?? new Float64Array(),
      lengths: next(),
    }))
    all.set(file, { segments, lists: blocks })
  }
  return all
}

function asWords(numbers: Float64Array): Int32Array {
  return new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2)
}

// Numbers of eight bytes begin where memory is divided into such.
function asNumbers(words: Int32Array): Float64Array {
  return new Float64Array(words.slice().buffer)
}
