import type { FormatFile, GraphContent } from '../formats/format.ts'
import { type Lines, textsOf } from '../formats/lines.ts'
import { Joined, type Span } from './joined.ts'
import type { KeptBlocks, KeptFile } from './kept-file.ts'
import { KeptRows } from './kept-rows.ts'
import type { RowBlocks } from './row-blocks.ts'

export interface PartsRequest {
  readonly file: FormatFile
  readonly content: GraphContent
  /** The blocks of what a list is about, if it has any. */
  readonly blocksOf: (items: Iterable<unknown>) => RowBlocks | undefined
  /** The file as it is. */
  readonly kept: KeptFile | undefined
}

/** Of what a file is made: what it says already is taken from where it stands. Adds to `lists` where its blocks are then. */
export function* partsOf(request: PartsRequest, lists: KeptBlocks[]): Generator<string | Span> {
  const { file, content, blocksOf, kept } = request
  const joined = new Joined(kept?.bytes)
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
      const rows = kept?.lists[lists.length]
      joined.text(piece.before)
      yield* addBlocks({ list: piece, blocks, kept: rows }, joined, lists)
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
  readonly kept: KeptBlocks | undefined
}

function* addBlocks({ list, blocks, kept }: BlockLines, joined: Joined, lists: KeptBlocks[]) {
  const rows = kept && new KeptRows(kept, Buffer.byteLength(list.between))
  const start = joined.length
  const lengths = new Int32Array(blocks.prints.length)
  for (let block = 0; block < blocks.prints.length; block += 1) {
    const span = rows?.find(blocks.prints[block] ?? 0)
    const between = block > 0 ? list.between : ''
    if (span === undefined) {
      joined.text(between)
      const text = blockText(list, blocks, block)
      lengths[block] = Buffer.byteLength(text)
      joined.text(text)
    } else {
      lengths[block] = span.to - span.from
      joined.span(span, between)
    }
    yield* joined.take()
  }
  lists.push({ start, prints: blocks.prints, lengths })
}

function blockText(list: Lines<unknown>, { starts, row }: RowBlocks, block: number): string {
  const [first = 0, last = 0] = [starts[block], starts[block + 1]]
  let text = list.textOf(row(first))
  for (let next = first + 1; next < last; next += 1) text += list.between + list.textOf(row(next))
  return text
}
