/** The only reader and writer of files: text to values, pointers to lines, limits, containment. Knows no manifest. */
export { sourceDiagnostics } from './diagnostics.ts'
export { diskTree } from './disk-tree.ts'
export { type Entry, type FileTree, joinPath, memoryTree, type PathKind, resolveFrom } from './file-tree.ts'
export { nearestFolderWith, realPath, relativeInside } from './find.ts'
export { locateFindings } from './locate.ts'
export { formatOf, parseSource, type SourceDocument, type SourceFile, type SourceFormat } from './parse.ts'
export { decodeText, linesOf } from './text.ts'
export { type Artifact, compareArtifacts, writeArtifacts } from './write.ts'
