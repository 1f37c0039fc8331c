import type { ASTNode } from '@marcbachmann/cel-js'
import { listCandidates } from '#core/diagnostics'
import { canonicalJson } from '#core/json'
import { areComparable } from './kind.ts'
import { declaredIn, type Operand } from './operands.ts'
import type { TypeProblem } from './problem.ts'
import { rangeOf, textOf } from './text.ts'
import { describeType, type ExpressionType, type TypeCase } from './type.ts'

/** Comparisons in a node that hold never, or always, whatever the data. */
export function neverEqual(
  node: ASTNode,
  [left, right]: readonly Operand[],
  typeOf: (node: ASTNode) => ExpressionType,
): TypeProblem[] {
  if (left === undefined || right === undefined) return []
  if (node.op === '==' || node.op === '!=') return problemsOf(node, left, right)
  if (node.op !== 'in' || right.node.op !== 'list') return []
  return right.node.args.flatMap((item) => problemsOf(item, left, { node: item, type: typeOf(item) }))
}

function problemsOf(node: ASTNode, left: Operand, right: Operand): TypeProblem[] {
  const types = [left.type, right.type]
  // To ask for null is never wrong: it costs nothing, and the schema may change.
  if (
    types.some(({ isUnknown, cases }) => isUnknown || cases.length === 0 || cases.every(({ kind }) => kind === 'null'))
  )
    return []
  if (left.type.cases.some((one) => right.type.cases.some((other) => mayBeEqual(one, other)))) return []
  const [asked, literal] = left.node.op === 'value' ? [right, left] : [left, right]
  const values = asked.type.cases.flatMap((each) => each.values ?? [])
  const [value] = literal.type.cases.flatMap((each) => each.values ?? [])
  const isRead = asked.type.cases.every((each) => each.values !== undefined && each.view !== undefined)
  const isListed = value !== undefined && values.length > 0 && isRead
  const said = isListed
    ? `${textOf(asked.node)} is never ${JSON.stringify(value)}: that is none of its values.`
    : `${textOf(left.node)} is ${describeType(left.type)} and ${textOf(right.node)} is ${describeType(right.type)}: they are never equal.`
  const hint = isListed ? listCandidates(String(value), values.map(String), 'values') : undefined
  return [{ kind: 'never', message: said, ...(hint && { hint }), ...rangeOf(node), declared: declaredIn([asked]) }]
}

function mayBeEqual(one: TypeCase, other: TypeCase): boolean {
  if (!areComparable(one.kind, other.kind)) return false
  if (one.values === undefined || other.values === undefined) return true
  const texts = new Set(one.values.map(canonicalJson))
  return other.values.some((value) => texts.has(canonicalJson(value)))
}
