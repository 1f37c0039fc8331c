import { BeginAgain, joinPath, type StreamedArtifact } from '#core/source'
import { EdgeTable } from '../edge-table.ts'
import type { FormatFile, GraphContent } from '../formats/format.ts'
import { Draft } from './draft.ts'
import type { KeptBytes } from './kept-bytes.ts'
import type { Built, KeptBlocks, KeptFile, KeptFiles, Written } from './kept-file.ts'
import { sameBlocks } from './kept-rows.ts'
import { edgeBlocks, nodeBlocks, type RowBlocks } from './row-blocks.ts'
import type { SegmentBuffers } from './segment-buffers.ts'

export interface KeptPlace {
  /** Below the folder that is written to. */
  readonly folder: string
  readonly kept: KeptFiles
}

/** The files of a graph in a folder, each made of what it says already and of what is new. */
export class KeptArtifacts {
  readonly #folder: string
  readonly #content: GraphContent
  readonly #kept: KeptFiles
  readonly #blocks = new Map<Iterable<unknown>, RowBlocks | undefined>()
  /** Files have most in common, so that it is looked for once. */
  readonly #same = new Map<RowBlocks, Map<Float64Array, Int32Array>>()
  readonly #buffers: SegmentBuffers
  readonly #open: KeptBytes[] = []
  readonly #drafts = new Map<string, Draft>()
  /** What is now known of files that are as they were. */
  readonly #known = new Map<string, Written>()

  constructor({ folder, kept }: KeptPlace, content: GraphContent, buffers: SegmentBuffers) {
    this.#folder = folder
    this.#content = content
    this.#kept = kept
    this.#buffers = buffers
  }

  /** Those of the files that differ from what is there, one after the other. */
  *changed(files: readonly FormatFile[]): Generator<StreamedArtifact> {
    for (const file of files) {
      const kept = this.#kept.find(file.path, this.#buffers)
      if (kept !== undefined) this.#open.push(kept.bytes)
      const draft = this.#draft(file, kept)
      if (draft.isSame) {
        const isNew = kept !== undefined && kept.lists.length === 0 && draft.lists.length > 0
        if (isNew) this.#known.set(file.path, { segments: kept.bytes.segments, lists: draft.lists })
        continue
      }
      this.#drafts.set(file.path, draft)
      yield { path: joinPath(this.#folder, file.path), chunks: () => this.#chunks(file) }
    }
  }

  /** What differed has been written, and now says what `built` says, if that is known. */
  keep(built: Built | undefined): void {
    const written = new Map(this.#known)
    for (const [file, { segments, lists }] of this.#drafts) written.set(file, { segments, lists })
    this.#kept.keep(written, built)
  }

  /** Lets go of older files: when others have taken their places, so that nobody has to wait until they are gone. */
  close(): void {
    for (const bytes of this.#open.splice(0)) bytes.close()
  }

  *#chunks(file: FormatFile): Generator<Uint8Array> {
    const draft = this.#drafts.get(file.path)
    try {
      if (draft !== undefined) yield* draft.chunks(this.#buffers)
    } catch (error) {
      if (error instanceof BeginAgain) this.#drafts.set(file.path, this.#newDraft(file, undefined))
      throw error
    }
  }

  #draft(file: FormatFile, kept: KeptFile | undefined): Draft {
    try {
      return this.#newDraft(file, kept)
    } catch (error) {
      if (error instanceof BeginAgain) return this.#newDraft(file, undefined)
      throw error
    }
  }

  #newDraft(file: FormatFile, kept: KeptFile | undefined): Draft {
    const content = this.#content
    return new Draft({ file, content, kept, blocksOf: this.#blocksOf, sameAs: this.#sameAs })
  }

  readonly #blocksOf = (items: Iterable<unknown>): RowBlocks | undefined => {
    if (!this.#blocks.has(items)) this.#blocks.set(items, this.#divided(items))
    return this.#blocks.get(items)
  }

  readonly #sameAs = (blocks: RowBlocks, { prints }: KeptBlocks): Int32Array => {
    const known = this.#same.get(blocks)?.get(prints)
    if (known !== undefined) return known
    const same = sameBlocks(blocks.prints, prints)
    const ofBlocks = this.#same.get(blocks) ?? new Map<Float64Array, Int32Array>()
    this.#same.set(blocks, ofBlocks.set(prints, same))
    return same
  }

  #divided(items: Iterable<unknown>): RowBlocks | undefined {
    if (items instanceof EdgeTable) return edgeBlocks(items)
    return items === this.#content.nodes ? nodeBlocks(this.#content.nodes) : undefined
  }
}
