import type { Span } from './joined.ts'
import type { KeptBlocks } from './kept-file.ts'

/** Finds blocks in a file that was written. They are mostly asked for in the order in which they stand there. */
export class KeptRows {
  readonly #prints: Float64Array
  readonly #starts: number[] = []
  readonly #lengths: Int32Array
  #blocks: ReadonlyMap<number, number> | undefined
  #next = 0

  /** `between` is how many bytes stand between two blocks. */
  constructor({ start, prints, lengths }: KeptBlocks, between: number) {
    this.#prints = prints
    this.#lengths = lengths
    let place = start
    for (const length of lengths) {
      this.#starts.push(place)
      place += length + between
    }
  }

  find(print: number): Span | undefined {
    const block = this.#prints[this.#next] === print ? this.#next : this.#blockOf(print)
    if (block === undefined) return undefined
    this.#next = block + 1
    const from = this.#starts[block] ?? 0
    return { from, to: from + (this.#lengths[block] ?? 0) }
  }

  #blockOf(print: number): number | undefined {
    this.#blocks ??= new Map(Array.from(this.#prints, (each, block) => [each, block]))
    return this.#blocks.get(print)
  }
}
