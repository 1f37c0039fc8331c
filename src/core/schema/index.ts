/** Checks values against JSON Schemas: compiled ahead of time for our own formats, at run time for the user's. Knows no files. */

export {
  type Assignability,
  type AssignabilityQuestion,
  checkAssignability,
  type Incompatible,
  isAssignable,
} from './assign/assignability.ts'
export { isLimit } from './assign/limits.ts'
export type { TypeName } from './assign/model.ts'
export { doesMatch } from './assign/object-view.ts'
export { schemaDiagnostics } from './diagnostics.ts'
export { defaultDialect, dialectOf, type SchemaDialect } from './dialects.ts'
export { SchemaEmbedder } from './embed.ts'
export { type InstanceProblem, validateInstance } from './instance.ts'
export { isKeyword, keywordsOf } from './keywords.ts'
export { openApiShapeProblems, type ShapeProblem } from './openapi-shape.ts'
export { patternFindings, schemaFindings } from './schema-findings.ts'
export { type SchemaProblem, validateShape } from './shape.ts'
export { type UnsupportedForm, unsupportedForms } from './unsupported.ts'
export { type MemberView, type SchemaView, viewSchema } from './view.ts'
export { visitSchemas } from './visit.ts'
