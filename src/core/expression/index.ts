/** CEL expressions in `${{ }}`: find, parse, evaluate. Knows JSON and JSON Schema, no tasks, no workflows, no files. */
export {
  type CompiledExpression,
  compileExpression,
  type ExpressionProblem,
} from './compile.ts'
export { EvaluationFailure, type ExpressionContext, evaluateExpression, evaluateTemplate } from './evaluate.ts'
export { loadExpressions } from './library.ts'
export type { ExpressionReference } from './references.ts'
export { type ExpressionShape, expressionShape } from './shape.ts'
export { type TemplateExpression, templateExpressions } from './template.ts'
export { fromCel, toCel } from './values.ts'
