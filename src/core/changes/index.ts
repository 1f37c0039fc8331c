/** What changed between two versions of a workspace, how much that matters, and whom it reaches. Knows no terminal. */
export { SchemaComparison } from './schemas/compare-schemas.ts'
export { Side } from './schemas/side.ts'
