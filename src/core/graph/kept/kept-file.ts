import path from 'node:path'
import { hashText } from '#core/json'
import { readBytes } from '#core/source'
import type { Memo } from '../model.ts'
import { pack, unpack } from '../packed.ts'

/** Where the blocks of rows are in a file that was written. */
export interface KeptBlocks {
  /** The first byte of the first block. */
  readonly start: number
  readonly prints: Float64Array
  /** How many bytes each block has. */
  readonly lengths: Int32Array
}

/** What is known of a file that was written; the hash is of all of it. */
export interface Written {
  readonly hash: string
  /** In the order of the file. */
  readonly lists: readonly KeptBlocks[]
}

/** A file that was written, as it still is. */
export interface KeptFile {
  readonly bytes: Buffer
  readonly lists: readonly KeptBlocks[]
}

/** A larger file is written anew. */
const mostBytes = 1 << 29

/** What is kept of the files of a folder. It is found again only if a file is still what was written. */
export class KeptFiles {
  readonly #folder: string
  readonly #memo: Memo | undefined
  #known: ReadonlyMap<string, Written> | undefined

  constructor(folder: string, memo: Memo | undefined) {
    this.#folder = folder
    this.#memo = memo
  }

  find(file: string): KeptFile | undefined {
    this.#known ??= unpackAll(this.#memo?.get(this.#key))
    const written = this.#known.get(file)
    const bytes = written && readBytes(path.join(this.#folder, file), mostBytes)
    return bytes !== undefined && hashText(bytes) === written?.hash ? { bytes, lists: written.lists } : undefined
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
  readonly hash: string
  readonly starts: readonly number[]
}

function packAll(written: ReadonlyMap<string, Written>): Uint8Array {
  const files = [...written].map(([file, { hash, lists }]) => ({ file, hash, starts: lists.map(({ start }) => start) }))
  const lists = [...written.values()].flatMap((each) => each.lists)
  return pack({ head: { files }, columns: lists.flatMap(({ prints, lengths }) => [asWords(prints), lengths]) })
}

function unpackAll(packed: unknown): ReadonlyMap<string, Written> {
  const found = unpack(packed)
  const all = new Map<string, Written>()
  const columns = [...(found?.columns ?? [])]
  const { files = [] } = (found?.head ?? {}) as { readonly files?: readonly WrittenHead[] }
  for (const { file, hash, starts } of files) {
    const lists = starts.map((start) => {
      const [prints = new Int32Array(), lengths = new Int32Array()] = columns.splice(0, 2)
      return { start, prints: asNumbers(prints), lengths }
    })
    all.set(file, { hash, lists })
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
