/** The only reader and writer of files: text to values, pointers to lines, limits, containment. Knows no manifest. */
export { type Comment, commentsIn } from './comments.ts'
export { sourceDiagnostics } from './diagnostics.ts'
export { moveFile, readDiskFile, removeFile } from './disk-file.ts'
export { diskTree } from './disk-tree.ts'
export { FileReader } from './file-reader.ts'
export {
  type Entry,
  entriesIn,
  type FileTree,
  joinPath,
  listedTree,
  memoryTree,
  type PathKind,
  refuseTooLarge,
  relativePath,
  resolveAddress,
  resolveFrom,
  unreadable,
  unreadableReasons,
  withFile,
} from './file-tree.ts'
export {
  futurePath,
  isFileAt,
  isFolderAt,
  nearestFolderWith,
  pathFrom,
  realPath,
  relativeInside,
  sizeOfFile,
} from './find.ts'
export { editText } from './fix-text.ts'
export { filesHeadedBy, firstLineOf, removeFiles } from './generated.ts'
export { type FindLine, lineFinder } from './line-finder.ts'
export { locateFindings } from './locate.ts'
export { formatOf, parseSource, type SourceDocument, type SourceFile, type SourceFormat } from './parse.ts'
export { printYamlDocuments, yamlScalar } from './print-yaml.ts'
export { proseOf } from './prose.ts'
export { startLineOf } from './start-line.ts'
export { BeginAgain, type StreamedArtifact, streamArtifacts, streamFile } from './stream.ts'
export { chosenLines, type Decoded, decodeText, linesOf } from './text.ts'
export { type Artifact, compareArtifacts, replaceFile, writeArtifacts } from './write.ts'
