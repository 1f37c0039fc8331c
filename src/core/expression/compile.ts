import type { ASTNode, ParseResult } from '@marcbachmann/cel-js'
import { celProblem, type ExpressionProblem } from './cel-problem.ts'
import { cel } from './library.ts'
import { childNodes, type ExpressionReference, isMacro, referencesIn } from './references.ts'

export interface CompiledExpression {
  readonly ast: ASTNode
  readonly references: readonly ExpressionReference[]
  readonly run: (context: Record<string, unknown>) => unknown
}

const longest = 10_000
const cacheSize = 1_000
const cache = new Map<string, CompiledExpression | { problem: ExpressionProblem }>()

/** Parses and statically checks a CEL expression. The result is remembered: a workflow asks for the same one many times. */
export function compileExpression(source: string): CompiledExpression | { problem: ExpressionProblem } {
  const known = cache.get(source)
  if (known !== undefined) return known
  const compiled = compile(source)
  if (cache.size >= cacheSize) cache.clear()
  cache.set(source, compiled)
  return compiled
}

function compile(source: string): CompiledExpression | { problem: ExpressionProblem } {
  if (source.trim() === '') return problem(source, 'The expression is empty.')
  if (source.length > longest) return problem(source, `The expression is longer than ${longest} characters.`)
  try {
    const { environment, linearMatches, charge, bounded } = cel()
    const parsed = environment.parse(source)
    const patterns = matchesCalls(parsed.ast)
    const faulty = patterns.map((call) => patternProblem(source, call)).find((found) => found !== undefined)
    if (faulty !== undefined) return faulty
    const linear = renamed(source, patterns, linearMatches)
    const checked: ParseResult = environment.parse(linear)
    const check = checked.check()
    if (check.error !== undefined) return { problem: celProblem(source, check.error, parsed.ast) }
    const parts = efforts(parsed.ast)
    const program = parts.length === 0 ? checked : environment.parse(charging(linear, parts, charge))
    return {
      ast: parsed.ast,
      references: referencesIn(parsed.ast),
      run: (context) => bounded(() => program(context) as unknown),
    }
  } catch (error) {
    if (cel().isCelError(error)) return { problem: celProblem(source, error) }
    throw error
  }
}

// What can grow: the lists that macros go through, and what is joined together.
function efforts(node: ASTNode): ASTNode[] {
  const below = childNodes(node).flatMap(efforts)
  if (node.op === '+') return [node, ...below]
  return node.op === 'rcall' && isMacro(node.args[0]) ? [node.args[1], ...below] : below
}

// Calls of a function around parts of a text.
function charging(source: string, parts: readonly ASTNode[], name: string): string {
  const insertions = parts.flatMap(({ start, end }) => [
    { at: start, text: `${name}(` },
    { at: end, text: ')' },
  ])
  const inOrder = insertions.sort((a, b) => b.at - a.at)
  return inOrder.reduce((text, { at, text: inserted }) => text.slice(0, at) + inserted + text.slice(at), source)
}

type MatchesCall = Extract<ASTNode, { op: 'rcall' }>

function matchesCalls(node: ASTNode): MatchesCall[] {
  const below = childNodes(node).flatMap(matchesCalls)
  return node.op === 'rcall' && node.args[0] === 'matches' ? [node, ...below] : below
}

function patternProblem(source: string, call: MatchesCall): { problem: ExpressionProblem } | undefined {
  const pattern = call.args[2][0]
  if (pattern?.op !== 'value' || typeof pattern.args !== 'string')
    return problem(source, '`matches` takes a literal pattern.', {
      ...call,
      hint: 'Write the pattern as a string in quotes.',
    })
  const fault = cel().patternFault(pattern.args)
  if (fault === undefined) return undefined
  return problem(source, `The pattern is not a regular expression: ${fault}.`, {
    ...pattern,
    hint: 'Use RE2 syntax.',
  })
}

function renamed(source: string, calls: readonly MatchesCall[], name: string): string {
  let rewritten = source
  for (const call of calls) {
    const at = source.indexOf('matches', call.args[1].end)
    rewritten = rewritten.slice(0, at) + name + rewritten.slice(at + name.length)
  }
  return rewritten
}

function problem(
  source: string,
  message: string,
  at: { start?: number; end?: number; hint?: string } = {},
): { problem: ExpressionProblem } {
  const { start = 0, end = source.length, hint } = at
  return { problem: { message, start, end, ...(hint === undefined ? {} : { hint }) } }
}
