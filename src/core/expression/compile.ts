import type { ASTNode, ParseResult } from '@marcbachmann/cel-js'
import type { CelError } from './cel.ts'
import { cel } from './library.ts'
import { childNodes, type ExpressionReference, referencesIn } from './references.ts'

export interface ExpressionProblem {
  readonly message: string
  readonly hint?: string
  /** Offsets in the expression. */
  readonly start: number
  readonly end: number
}

export interface CompiledExpression {
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
    const { environment, linearMatches } = cel()
    const parsed = environment.parse(source)
    const patterns = matchesCalls(parsed.ast)
    const faulty = patterns.map((call) => patternProblem(source, call)).find((found) => found !== undefined)
    if (faulty !== undefined) return faulty
    const program = patterns.length === 0 ? parsed : environment.parse(renamed(source, patterns, linearMatches))
    const check = program.check()
    if (check.error !== undefined) return fromCelError(source, check.error)
    return { references: referencesIn(parsed.ast), run: (context) => (program as ParseResult)(context) as unknown }
  } catch (error) {
    if (cel().isCelError(error)) return fromCelError(source, error)
    throw error
  }
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

function fromCelError(source: string, error: CelError): { problem: ExpressionProblem } {
  const { start = 0, end = source.length } = error.range ?? {}
  // There is nothing to point at after the last character.
  if (start >= source.trimEnd().length) {
    const last = source.trimEnd().length - 1
    return problem(source, 'The expression ends too early.', { start: last, end: last + 1 })
  }
  const unknown = /^Unknown variable: (.*)$/.exec(error.summary)?.[1]
  const hint = unknown === undefined ? undefined : 'Expressions know `input` and `tasks`.'
  const summary = error.summary.replace(/\.$/, '')
  return problem(source, `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, {
    start,
    end,
    ...(hint === undefined ? {} : { hint }),
  })
}
