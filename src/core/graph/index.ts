/** The knowledge graph: what leads to what, where it is said, and what goes together. Knows no terminal. */
export { assembleGraph } from './assemble.ts'
export { type BuildRequest, type BuiltGraph, buildGraph } from './build-graph.ts'
export { compareGraphs } from './compare-graphs.ts'
export { graphCycles } from './cycles-graph.ts'
export {
  describeBuild,
  describeExpansion,
  describeExport,
  describeNotes,
  describeStats,
  describeUnmatched,
} from './describe.ts'
export { describeCycles, describeDiff, describeNoOrphans } from './describe-answers.ts'
export { describeImpact, describeWhy, drawImpact, drawWhy } from './describe-ways.ts'
export { exportGraph } from './export-graph.ts'
export { defaultFormats, formatNames, parseFormats } from './formats/index.ts'
export { graphStats } from './graph-stats.ts'
export { impactOf } from './impact-graph.ts'
export { graphOrphans } from './orphans-graph.ts'
export { staleFiles } from './own-files.ts'
export { type QueryRequest, queryGraph, tabulateNodes } from './query-graph.ts'
export type { GraphRequest } from './read-graph.ts'
export { describeSelectors } from './selector/describe-selectors.ts'
export { selectNodes } from './selector/select-nodes.ts'
export { serializeGraph } from './serialize.ts'
export type { SketchJob, SketchShare } from './sketch-share.ts'
export { describeView, type ViewRequest, type WrittenView, writeView } from './view/write-view.ts'
export { whyRelated } from './why-graph.ts'
