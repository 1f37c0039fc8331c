import type { ASTNode } from '@marcbachmann/cel-js'
import { listCandidates, onlySuggestion } from '#core/diagnostics'
import type { CelError } from './cel.ts'
import { cel } from './library.ts'
import { childNodes } from './references.ts'
import { syntaxProblem } from './syntax-problem.ts'
import { newChecker } from './types/checker.ts'
import { rangeOf } from './types/text.ts'
import { unknownType } from './types/type.ts'

export interface ExpressionProblem {
  readonly message: string
  readonly hint?: string
  /** Offsets in the expression. */
  readonly start: number
  readonly end: number
  /** What can only be meant by what stands there. */
  readonly meant?: string
}

const missing: Readonly<Record<string, string>> = {
  COLON: 'Say what else it is: `condition ? one : other`.',
  RPAREN: 'Close the bracket with `)`.',
  RBRACKET: 'Close the bracket with `]`.',
  RBRACE: 'Close the bracket with `}`.',
  IDENTIFIER: 'Name a field after the dot.',
}

/** What the CEL library finds wrong with an expression, in the words of the user. `ast` is there if it could be parsed. */
export function celProblem(source: string, error: CelError, ast?: ASTNode): ExpressionProblem {
  const { start = 0, end = source.length } = error.range ?? {}
  // There is nothing to point at after the last character.
  if (start >= source.trimEnd().length) {
    const last = source.trimEnd().length - 1
    const hint = missing[/^Expected (\w+), got EOF/.exec(error.summary)?.[1] ?? '']
    return { message: 'The expression ends too early.', start: last, end: last + 1, ...(hint && { hint }) }
  }
  const found = ast && (operandProblem(ast) ?? callProblem(ast, start, end))
  if (found !== undefined) return found
  return { ...syntaxProblem(error.summary.replace(/\.$/, ''), source, start), start, end }
}

// What the library says in its own words of types, the checker of types says better.
function operandProblem(ast: ASTNode): ExpressionProblem | undefined {
  const checker = newChecker()
  const variables = new Map(['input', 'tasks'].map((name) => [name, { type: unknownType, path: [name] }]))
  checker.typeOf(ast, { variables, facts: new Map() })
  const [found] = checker.problems.filter(({ kind }) => kind === 'operands' || kind === 'scalar' || kind === 'never')
  if (found === undefined) return undefined
  const { message, hint, start, end } = found
  return { message, start, end, ...(hint === undefined ? {} : { hint }) }
}

function callProblem(ast: ASTNode, start: number, end: number): ExpressionProblem | undefined {
  const call = nodeAt(ast, start, end)
  if (call?.op !== 'call' && call?.op !== 'rcall') return undefined
  const isMethod = call.op === 'rcall'
  const [name] = call.args
  const count = (isMethod ? call.args[2] : call.args[1]).length
  const known = cel()
    .environment.getDefinitions()
    .functions.filter(({ receiverType }) => (receiverType !== null) === isMethod)
  const counts = [...new Set(known.filter((each) => each.name === name).map(({ params }) => params.length))].sort()
  if (counts.includes(count)) return undefined
  const what = isMethod ? 'method' : 'function'
  if (counts.length > 0)
    return { message: `The ${what} \`${name}\` takes ${counts.join(' or ')} values, not ${count}.`, ...rangeOf(call) }
  const names = [...new Set(known.map((each) => each.name))].filter((each) => !/^(?:ossa_|re2)/.test(each)).sort()
  const meant = onlySuggestion(name, names)
  return {
    message: `There is no ${what} \`${name}\`.`,
    hint: hintForName(name, names, what),
    ...nameRange(call),
    ...(meant === undefined ? {} : { meant }),
  }
}

function nameRange(call: Extract<ASTNode, { op: 'call' | 'rcall' }>): { start: number; end: number } {
  const [name] = call.args
  const from = call.op === 'rcall' ? rangeOf(call.args[1]).end : call.start
  const start = call.input.indexOf(name, from)
  return { start, end: start + name.length }
}

// What other languages call it.
const otherNames: Readonly<Record<string, string>> = {
  ...{ length: 'size', len: 'size', count: 'size', includes: 'contains', toString: 'string', str: 'string' },
  ...{ toLowerCase: 'lowerAscii', lower: 'lowerAscii', toUpperCase: 'upperAscii', upper: 'upperAscii' },
  ...{ parseInt: 'int', parseFloat: 'double', number: 'double', float: 'double' },
}

function hintForName(name: string, names: readonly string[], what: string): string {
  const meant = Object.hasOwn(otherNames, name) ? otherNames[name] : undefined
  return meant === undefined ? listCandidates(name, names, `${what}s`) : `It is called \`${meant}\` in CEL.`
}

function nodeAt(node: ASTNode, start: number, end: number): ASTNode | undefined {
  if (node.start === start && node.end === end) return node
  for (const child of childNodes(node)) {
    const found = nodeAt(child, start, end)
    if (found !== undefined) return found
  }
  return undefined
}
