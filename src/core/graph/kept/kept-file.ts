import path from 'node:path'
import type { GraphSize } from '../counts.ts'
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

/** What a build tells of a graph. */
export interface BuiltAnswer {
  readonly size: GraphSize
  readonly uncompared: number
}

/** That files say all that follows from something. */
export interface Built {
  /** Names what it follows from. */
  readonly state: string
  readonly files: readonly string[]
  readonly answer: BuiltAnswer
}

interface Known {
  readonly files: ReadonlyMap<string, Written>
  /** Together with the files, since another process may write at the same time. */
  readonly built: Built | undefined
}

/** What is kept of the files of a folder. */
export class KeptFiles {
  readonly #folder: string
  readonly #memo: Memo | undefined
  #found: Known | undefined

  constructor(folder: string, memo: Memo | undefined) {
    this.#folder = folder
    this.#memo = memo
  }

  /** What is kept of a file. Whoever asks for it closes it. */
  find(file: string, buffers: SegmentBuffers): KeptFile | undefined {
    const written = this.#known.files.get(file)
    const bytes = written && KeptBytes.open(path.join(this.#folder, file), written.segments, buffers)
    return bytes && { bytes, lists: written.lists }
  }

  /** What was told when these files were made of the same, if they still are what was written then. */
  recall(state: string, files: readonly string[], buffers: SegmentBuffers): BuiltAnswer | undefined {
    const { built } = this.#known
    if (built?.state !== state || !files.every((file) => built.files.includes(file))) return undefined
    return files.every((file) => this.#isAllThere(file, buffers)) ? built.answer : undefined
  }

  /** Keeps what was written now, beside what was written before. */
  keep(written: ReadonlyMap<string, Written>, built: Built | undefined): void {
    const known = this.#known
    if (written.size === 0 && JSON.stringify(built) === JSON.stringify(known.built)) return
    this.#memo?.set(this.#key, packAll({ files: new Map([...known.files, ...written]), built }))
  }

  get #known(): Known {
    this.#found ??= unpackAll(this.#memo?.get(this.#key))
    return this.#found
  }

  #isAllThere(file: string, buffers: SegmentBuffers): boolean {
    const kept = this.find(file, buffers)
    const isAllThere = kept?.bytes.isAllThere() === true
    kept?.bytes.close()
    return isAllThere
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

interface KnownHead {
  readonly files: readonly WrittenHead[]
  readonly prints: number
  readonly built: Built
}

function packAll({ files: written, built }: Known): Uint8Array {
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
  return pack({ head: { files, prints: prints.length, built }, columns: [...prints.map(asWords), ...columns] })
}

function unpackAll(packed: unknown): Known {
  const found = unpack(packed)
  const all = new Map<string, Written>()
  const columns = [...(found?.columns ?? [])]
  const next = () => columns.shift() ?? new Int32Array()
  const { files = [], prints: count = 0, built } = (found?.head ?? {}) as Partial<KnownHead>
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
  return { files: all, built }
}

function asWords(numbers: Float64Array): Int32Array {
  return new Int32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2)
}

// Numbers of eight bytes begin where memory is divided into such.
function asNumbers(words: Int32Array): Float64Array {
  return new Float64Array(words.slice().buffer)
}
