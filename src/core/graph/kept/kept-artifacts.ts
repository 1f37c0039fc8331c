import path from 'node:path'
import { BeginAgain, joinPath, type StreamedArtifact } from '#core/source'
import { EdgeTable } from '../edge-table.ts'
import type { FormatFile, GraphContent } from '../formats/format.ts'
import type { Memo } from '../model.ts'
import { Draft } from './draft.ts'
import { type KeptBlocks, type KeptFile, KeptFiles, type Written } from './kept-file.ts'
import { sameBlocks } from './kept-rows.ts'
import { edgeBlocks, nodeBlocks, type RowBlocks } from './row-blocks.ts'
import { SegmentBuffers } from './segment-buffers.ts'

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
  /** Files have most in common, so that it is looked for once. */
  readonly #same = new Map<RowBlocks, Map<Float64Array, Int32Array>>()
  readonly #buffers = new SegmentBuffers()
  readonly #drafts = new Map<string, Draft>()

  constructor({ base, folder }: KeptPlace, content: GraphContent, memo: Memo | undefined) {
    this.#folder = folder
    this.#content = content
    this.#kept = new KeptFiles(path.join(base, folder), memo)
  }

  /** Those of the files that differ from what is there, one after the other. */
  *changed(files: readonly FormatFile[]): Generator<StreamedArtifact> {
    for (const file of files) {
      const kept = this.#kept.find(file.path, this.#buffers)
      try {
        const draft = this.#draft(file, kept)
        if (draft.isSame) continue
        this.#drafts.set(file.path, draft)
        yield { path: joinPath(this.#folder, file.path), chunks: () => this.#chunks(file) }
      } finally {
        kept?.bytes.close()
      }
    }
  }

  /** What differed has been written. */
  keep(): void {
    const written = new Map<string, Written>()
    for (const [file, { segments, lists }] of this.#drafts) written.set(file, { segments, lists })
    this.#kept.keep(written)
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
