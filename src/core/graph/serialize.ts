import type { GraphFormat } from '#core/contract'
import type { Artifact, StreamedArtifact } from '#core/source'
import type { FormatFile, GraphContent } from './formats/format.ts'
import { defaultFormats, formats } from './formats/index.ts'

/** Enough to make the cost of a write small, little enough to stay in the processor's cache. */
export const chunkCharacters = 1 << 16

/** A graph as files that are held in memory whole: those of some formats, or of those that nobody has to ask for. */
export function serializeGraph(content: GraphContent, names: readonly GraphFormat[] = defaultFormats): Artifact[] {
  return filesOf(names).map((file) => ({ path: file.path, content: [...fileChunks(file, content)].join('') }))
}

/** A graph as files that are made while they are written. */
export function graphFiles(content: GraphContent, names: readonly GraphFormat[]): StreamedArtifact[] {
  return filesOf(names).map((file) => ({ path: file.path, chunks: () => fileChunks(file, content) }))
}

/** The files of formats. */
export function filesOf(names: readonly GraphFormat[]): FormatFile[] {
  return formats.filter(({ name }) => names.includes(name)).flatMap(({ files }) => files)
}

/** The text of a file, in pieces of a size that is good to write. */
export function* fileChunks(file: FormatFile, content: GraphContent): Generator<string> {
  let chunk = file.head
  for (const piece of file.write(content))
    if (typeof piece === 'string') chunk += piece
    else {
      const { items, textOf, before, between, after, none } = piece
      let start = before
      let isEmpty = true
      for (const item of items) {
        chunk += start + textOf(item)
        start = between
        isEmpty = false
        if (chunk.length < chunkCharacters) continue
        yield chunk
        chunk = ''
      }
      chunk += isEmpty ? none : after
    }
  yield chunk
}
