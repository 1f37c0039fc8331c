import type { FormatFile, GraphContent } from '../formats/format.ts'
import { type Lines, textsOf } from '../formats/lines.ts'
import { none } from '../int-columns.ts'
import { Joined, type Span } from './joined.ts'
import type { KeptBlocks, KeptFile } from './kept-file.ts'
import { startsOf } from './kept-rows.ts'
import type { RowBlocks } from './row-blocks.ts'

export interface PartsRequest {
  readonly file: FormatFile
  readonly content: GraphContent
  /** The blocks of what a list is about, if it has any. */
  readonly blocksOf: (items: Iterable<unknown>) => RowBlocks | undefined
  /** For each block, the kept one that says the same. */
  readonly sameAs: (blocks: RowBlocks, kept: KeptBlocks) => Int32Array
  /** The file as it is. */
  readonly kept: KeptFile
}

/** Of what a file is made: what it says already is taken from where it stands. Adds to `lists` where its blocks are then. */
export function* partsOf(request: PartsRequest, lists: KeptBlocks[]): Generator<string | Span> {
  const { file, content, blocksOf, sameAs, kept } = request
  const joined = new Joined(kept.bytes)
  joined.text(file.head)
  for (const piece of file.write(content)) {
    const blocks = typeof piece === 'string' ? undefined : blocksOf(piece.items)
    if (typeof piece === 'string') joined.text(piece)
    else if (blocks === undefined || blocks.prints.length === 0)
      for (const text of textsOf(piece)) {
        joined.text(text)
        yield* joined.take()
      }
    else {
      const rows = kept.lists[lists.length]
      const same = rows && { rows, blocks: sameAs(blocks, rows) }
      joined.text(piece.before)
      yield* addBlocks({ list: piece, blocks, same }, joined, lists)
      joined.text(piece.after)
    }
    yield* joined.take()
  }
  joined.end()
  yield* joined.take()
}

interface BlockLines {
  readonly list: Lines<unknown>
  readonly blocks: RowBlocks
  readonly same: { readonly rows: KeptBlocks; readonly blocks: Int32Array } | undefined
}

function* addBlocks({ list, blocks, same }: BlockLines, joined: Joined, lists: KeptBlocks[]) {
  const starts = same && startsOf(same.rows, Buffer.byteLength(list.between))
  const start = joined.length
  const lengths = new Int32Array(blocks.prints.length)
  for (let block = 0; block < lengths.length; ) {
    const between = block > 0 ? list.between : ''
    const first = same?.blocks[block] ?? none
    if (same === undefined || starts === undefined || first === none) {
      joined.text(between)
      joined.block(blockText(list, blocks, block), block, lengths)
      block += 1
    } else {
      // Those that follow one another there, too, are taken at once.
      const from = block
      for (block += 1; block < lengths.length && same.blocks[block] === first + block - from; ) block += 1
      const last = first + block - from - 1
      lengths.set(same.rows.lengths.subarray(first, last + 1), from)
      joined.span({ from: starts[first] ?? 0, to: (starts[last] ?? 0) + (same.rows.lengths[last] ?? 0) }, between)
    }
    yield* joined.take()
  }
  joined.measure()
  lists.push({ start, prints: blocks.prints, lengths })
}

function blockText(list: Lines<unknown>, { starts, row }: RowBlocks, block: number): string {
  const first = starts[block] ?? 0
  const last = starts[block + 1] ?? 0
  let text = list.textOf(row(first))
  for (let next = first + 1; next < last; next += 1) text += list.between + list.textOf(row(next))
  return text
}
