import type { ASTNode } from '@marcbachmann/cel-js'
import type { ExpressionProblem } from './cel-problem.ts'
import { compileExpression } from './compile.ts'
import { cel } from './library.ts'
import { childNodes } from './references.ts'
import { literalOf } from './types/literal.ts'
import { rangeOf, textOf } from './types/text.ts'

/** A part of an expression that fails whatever is read: it divides by zero, or reads nothing and has no value. */
export function hopelessPart(source: string): ExpressionProblem | undefined {
  const compiled = compileExpression(source)
  return 'problem' in compiled ? undefined : hopelessIn(compiled.ast)
}

function hopelessIn(node: ASTNode): ExpressionProblem | undefined {
  if (isLiteral(node)) return undefined
  const zero = divisionByZero(node)
  if (zero !== undefined) return zero
  const { start, end } = rangeOf(node)
  const isConstant = readsNothing(node)
  const reason = isConstant ? outcomeOf(sourceOf(node)).failure : undefined
  if (isConstant && reason === undefined) return undefined
  const inner = reachedNodes(node)
    .map(hopelessIn)
    .find((found) => found !== undefined)
  if (inner !== undefined || reason === undefined) return inner
  return { message: `${textOf(node)} can never be evaluated: ${reason}.`, start, end }
}

// What a constant keeps from being evaluated cannot fail.
function reachedNodes(node: ASTNode): ASTNode[] {
  const nodes = childNodes(node)
  const [first] = nodes
  if (first === undefined || !readsNothing(first)) return nodes
  const value = node.op === '?:' || node.op === '&&' || node.op === '||' ? constantOf(first) : undefined
  if (typeof value !== 'boolean') return nodes
  if (node.op === '?:') return nodes.filter((_, index) => index !== (value ? 2 : 1))
  return value === (node.op === '||') ? [first] : nodes
}

// Of doubles, CEL makes infinity of that.
function divisionByZero(node: ASTNode): ExpressionProblem | undefined {
  if (node.op !== '/' && node.op !== '%') return undefined
  const divisor = literalOf(node.args[1])
  if (divisor?.kind !== 'int' || divisor.value !== 0) return undefined
  return { message: `${textOf(node)} divides by zero.`, ...rangeOf(node) }
}

// Most constants are, and need not be evaluated.
function isLiteral(node: ASTNode): boolean {
  return node.op === 'value' || ((node.op === 'list' || node.op === 'map') && childNodes(node).every(isLiteral))
}

function readsNothing(node: ASTNode): boolean {
  return node.op !== 'id' && childNodes(node).every(readsNothing)
}

function constantOf(node: ASTNode): unknown {
  return outcomeOf(sourceOf(node)).value
}

function sourceOf(node: ASTNode): string {
  const { start, end } = rangeOf(node)
  return node.input.slice(start, end)
}

function outcomeOf(source: string): { readonly value?: unknown; readonly failure?: string } {
  const compiled = compileExpression(source)
  if ('problem' in compiled) return {}
  try {
    return { value: compiled.run({}) }
  } catch (error) {
    if (cel().isCelError(error)) return { failure: inWords(error.summary) }
    // It does too much, which is not for us to say.
    if (error instanceof RangeError) return {}
    throw error
  }
}

function inWords(summary: string): string {
  return summary
    .replace(/^\w+\(\) (type|conversion) error: /, '')
    .replace(/^No such key: index out of bounds, index (\S+) >= size (\d+)$/, 'there is no item $1 among $2')
    .replace(/\.$/, '')
}
