import { createHash, type Hash } from 'node:crypto'
import path from 'node:path'
import { joinPath, type StreamedArtifact } from '#core/source'
import { EdgeTable } from '../edge-table.ts'
import type { FormatFile, GraphContent } from '../formats/format.ts'
import type { Memo } from '../model.ts'
import type { Span } from './joined.ts'
import { type KeptBlocks, KeptFiles, type Written } from './kept-file.ts'
import { partsOf } from './parts.ts'
import { edgeBlocks, nodeBlocks, type RowBlocks } from './row-blocks.ts'

export interface KeptPlace {
  readonly base: string
  /** Below that. */
  readonly folder: string
}

/** The files of a graph in a folder, each made of what it says already and of what is new. */
export class KeptArtifacts {
  readonly #folder: string
  readonly #content: GraphContent
  readonly #kept: KeptFiles
  readonly #blocks = new Map<Iterable<unknown>, RowBlocks | undefined>()
  readonly #written = new Map<string, { readonly hash: Hash; readonly lists: readonly KeptBlocks[] }>()

  constructor({ base, folder }: KeptPlace, content: GraphContent, memo: Memo | undefined) {
    this.#folder = folder
    this.#content = content
    this.#kept = new KeptFiles(path.join(base, folder), memo)
  }

  /** Those of the files that differ from what is there, one after the other. */
  *changed(files: readonly FormatFile[]): Generator<StreamedArtifact> {
    for (const file of files) {
      const artifact = this.#artifact(file)
      if (artifact !== undefined) yield artifact
    }
  }

  /** What differed has been written. */
  keep(): void {
    const written = new Map<string, Written>()
    for (const [file, { hash, lists }] of this.#written) written.set(file, { hash: hash.digest('hex'), lists })
    this.#kept.keep(written)
  }

  #artifact(file: FormatFile): StreamedArtifact | undefined {
    const kept = this.#kept.find(file.path)
    const lists: KeptBlocks[] = []
    const parts = partsOf({ file, content: this.#content, blocksOf: this.#blocksOf, kept }, lists)
    const [first, second] = [parts.next(), parts.next()]
    const whole = first.done === true || typeof first.value === 'string' ? undefined : first.value
    if (second.done === true && whole?.from === 0 && whole.to === kept?.bytes.length) return undefined
    const all = function* () {
      if (first.done !== true) yield first.value
      if (second.done !== true) yield second.value
      yield* parts
    }
    const hash = createHash('sha256')
    this.#written.set(file.path, { hash, lists })
    return {
      path: joinPath(this.#folder, file.path),
      *chunks() {
        for (const part of all()) {
          const bytes = bytesOf(part, kept?.bytes)
          hash.update(bytes)
          yield bytes
        }
      },
    }
  }

  readonly #blocksOf = (items: Iterable<unknown>): RowBlocks | undefined => {
    if (!this.#blocks.has(items)) this.#blocks.set(items, this.#divided(items))
    return this.#blocks.get(items)
  }

  #divided(items: Iterable<unknown>): RowBlocks | undefined {
    if (items instanceof EdgeTable) return edgeBlocks(items)
    return items === this.#content.nodes ? nodeBlocks(this.#content.nodes) : undefined
  }
}

function bytesOf(part: string | Span, kept: Buffer | undefined): Buffer {
  return typeof part === 'string' ? Buffer.from(part) : (kept?.subarray(part.from, part.to) ?? Buffer.alloc(0))
}
