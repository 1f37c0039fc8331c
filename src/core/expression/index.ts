/** CEL expressions in `${{ }}`: find, parse, evaluate. Knows JSON and JSON Schema, no tasks, no workflows, no files. */

export type { ExpressionProblem } from './cel-problem.ts'
export {
  type CompiledExpression,
  compileExpression,
} from './compile.ts'
export { EvaluationFailure, type ExpressionContext, evaluateExpression, evaluateTemplate } from './evaluate.ts'
export { hopelessPart } from './hopeless.ts'
export { loadExpressions } from './library.ts'
export type { ExpressionReference } from './references.ts'
export { type TemplateExpression, templateExpressions } from './template.ts'
export type { Facts, Path } from './types/fact.ts'
export {
  type AskedPath,
  askedByCondition,
  askedInChoices,
  type ExpressionScope,
  factsBeyond,
  factsWhere,
  type InferredType,
  inferType,
  knownPaths,
  wholePath,
} from './types/infer.ts'
export { describeKinds } from './types/kind.ts'
export type { TypeProblem } from './types/problem.ts'
export { schemaOfType } from './types/schema-of.ts'
export { quotedText } from './types/text.ts'
export {
  describeType,
  type ExpressionType,
  itemTypeOf,
  kindsIn,
  listTypeOf,
  saidOf,
  type TypeMember,
  typeAt,
  typeOfKind,
  typeOfSchema,
  unionOf,
  unknownType,
} from './types/type.ts'
export { fromCel, toCel } from './values.ts'
