/** What changed between two versions of a workspace, how much that matters, and whom it reaches. Knows no terminal. */
export { arePassing, type ComparedVersions, compareVersions } from './compare-versions.ts'
export { comparisonDefinitions } from './definitions/index.ts'
export { type DiffReport, type DiffRequest, diffWorkspace } from './diff-workspace.ts'
export { describeImpact } from './formats/impact.ts'
export { changeFormats, formatChanges } from './formats/index.ts'
export { SchemaComparison } from './schemas/compare-schemas.ts'
export { Side } from './schemas/side.ts'
export { judgeVersion, lowestVersion } from './versions.ts'
