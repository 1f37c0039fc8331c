/** The knowledge graph: what leads to what, where it is said, and what goes together. Knows no terminal. */
export { assembleGraph } from './assemble.ts'
export { type BuildRequest, type BuiltGraph, buildGraph } from './build-graph.ts'
export { describeBuild, describeNotes, describeStats } from './describe.ts'
export { parseFormats } from './formats/index.ts'
export { graphStats } from './graph-stats.ts'
export type { GraphRequest } from './read-graph.ts'
export { serializeGraph } from './serialize.ts'
export { describeView, type ViewRequest, type WrittenView, writeView } from './view/write-view.ts'
