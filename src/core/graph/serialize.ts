import type { GraphFormat } from '#core/contract'
import type { Artifact, StreamedArtifact } from '#core/source'
import type { FormatFile, GraphContent } from './formats/format.ts'
import { formats, usualFormats } from './formats/index.ts'

/** Enough to make the cost of a write small, little enough to stay in the processor's cache. */
const chunkCharacters = 1 << 16

/** A graph as files that are held in memory whole: those of some formats, or of those that are usual. */
export function serializeGraph(content: GraphContent, names: readonly GraphFormat[] = usualFormats): Artifact[] {
  return graphFiles(content, names).map(({ path, chunks }) => ({ path, content: [...chunks()].join('') }))
}

/** A graph as files that are made while they are written. */
export function graphFiles(content: GraphContent, names: readonly GraphFormat[]): StreamedArtifact[] {
  return formats
    .filter(({ name }) => names.includes(name))
    .flatMap(({ files }) => files.map((file) => ({ path: file.path, chunks: () => fileChunks(file, content) })))
}

/** The text of a file, in pieces of a size that is good to write. */
export function* fileChunks(file: FormatFile, content: GraphContent): Generator<string> {
  let chunk = file.head
  for (const piece of file.write(content)) {
    chunk += piece
    if (chunk.length < chunkCharacters) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}
