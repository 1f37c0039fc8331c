import type { GraphFormat } from '#core/contract'
import type { Artifact, StreamedArtifact } from '#core/source'
import type { FormatFile, GraphContent } from './formats/format.ts'
import { defaultFormats, formats } from './formats/index.ts'
import { textsOf } from './formats/lines.ts'

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
    for (const text of typeof piece === 'string' ? [piece] : textsOf(piece)) {
      chunk += text
      if (chunk.length < chunkCharacters) continue
      yield chunk
      chunk = ''
    }
  yield chunk
}
