import type { ASTNode } from '@marcbachmann/cel-js'
import type { Facts, Path } from './fact.ts'
import type { TypeProblem } from './problem.ts'
import type { ExpressionType } from './type.ts'

/** A name that an expression may use. */
interface Variable {
  readonly type: ExpressionType
  /** What facts are known under; two variables of one name have paths of their own. */
  readonly path: Path
}

/** Where a part of an expression is evaluated. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Variable>
  readonly facts: Facts
}

/** Goes through an expression, and collects what may go wrong in it. */
export interface Checker {
  typeOf(node: ASTNode, environment: Environment): ExpressionType
  report(problem: TypeProblem): void
}

/** The path that a node reads, if it is nothing but a path whose steps are known. */
export function pathOf(node: ASTNode, { variables }: Pick<Environment, 'variables'>): Path | undefined {
  if (node.op === 'id') return variables.get(node.args)?.path
  if (node.op !== '.' && node.op !== '[]') return undefined
  const owner = pathOf(node.args[0], { variables })
  const step = node.op === '.' ? node.args[1] : literalIndex(node.args[1])
  return owner === undefined || step === undefined ? undefined : [...owner, step]
}

/** The name or number that is written between brackets. */
export function literalIndex(index: ASTNode): string | number | undefined {
  if (index.op !== 'value') return undefined
  if (typeof index.args === 'string') return index.args
  return typeof index.args === 'bigint' ? Number(index.args) : undefined
}

let symbols = 0

/** The environment with one more variable. `path` is what it stands for, if it is another name of something. */
export function withVariable(
  environment: Environment,
  name: string,
  { type, path }: { type: ExpressionType; path?: Path | undefined },
): { inner: Environment; path: Path } {
  symbols += 1
  const own = path ?? [`${name} ${symbols}`]
  const variables = new Map([...environment.variables, [name, { type, path: own }]])
  return { inner: { ...environment, variables }, path: own }
}
