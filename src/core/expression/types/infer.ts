import type { ASTNode } from '@marcbachmann/cel-js'
import { compileExpression } from '../compile.ts'
import { childNodes, referencesIn } from '../references.ts'
import { factsAfter, factsOf } from './assume.ts'
import { newChecker } from './checker.ts'
import { type Environment, pathOf } from './environment.ts'
import type { Facts, Path } from './fact.ts'
import { keyOf, noFacts } from './facts.ts'
import type { TypeProblem } from './problem.ts'
import { type ExpressionType, unknownType } from './type.ts'

/** The names that expressions may use, and what is known where they are evaluated. */
export interface ExpressionScope {
  readonly variables: ReadonlyMap<string, ExpressionType>
  readonly facts?: Facts
}

export interface InferredType {
  readonly type: ExpressionType
  /** What may go wrong, in the order of the text. */
  readonly problems: readonly TypeProblem[]
}

/** The type of what an expression gives, and what may go wrong in it; unknown for one that cannot be compiled. */
export function inferType(source: string, scope: ExpressionScope): InferredType {
  const ast = astOf(source)
  if (ast === undefined) return { type: unknownType, problems: [] }
  const checker = newChecker()
  const type = checker.typeOf(ast, environmentOf(scope))
  return { type, problems: checker.problems }
}

/** What is known where an expression has given true. */
export function factsWhere(source: string, scope: ExpressionScope): Facts {
  const ast = astOf(source)
  return ast === undefined ? noFacts : factsOf(ast, true, environmentOf(scope))
}

/** What is known where an expression has been evaluated. */
export function factsBeyond(source: string, scope: ExpressionScope): Facts {
  const ast = astOf(source)
  return ast === undefined ? noFacts : factsAfter(ast, environmentOf(scope))
}

/** The path that an expression reads, if it does nothing else. */
export function wholePath(source: string): Path | undefined {
  const ast = astOf(source)
  return (
    ast && pathOf(ast, environmentOf({ variables: new Map(['input', 'tasks'].map((name) => [name, unknownType])) }))
  )
}

/** A path that an expression looks at before it, or what follows from it, reads anything. */
export interface AskedPath {
  readonly path: Path
  /** The condition tells which values are left. */
  readonly isDecided: boolean
}

/** The paths that the conditions of the choices in an expression look at. */
export function askedInChoices(source: string): AskedPath[] {
  const ast = astOf(source)
  return ast === undefined ? [] : choicesIn(ast).flatMap((condition) => askedIn(condition, [true, false]))
}

/** The paths that an expression looks at, where it has given true. */
export function askedByCondition(source: string): AskedPath[] {
  const ast = astOf(source)
  return ast === undefined ? [] : askedIn(ast, [true])
}

function choicesIn(node: ASTNode): ASTNode[] {
  const below = childNodes(node).flatMap(choicesIn)
  return node.op === '?:' ? [node.args[0], ...below] : below
}

function askedIn(condition: ASTNode, outcomes: readonly boolean[]): AskedPath[] {
  const facts = outcomes.map((outcome) => factsOf(condition, outcome, environmentOf(plain)))
  return referencesIn(condition).map(({ root, path }) => {
    const key = keyOf([root, ...path])
    const isDecided = facts.some((each) => each.get(key)?.values ?? each.get(key)?.notValues?.length)
    return { path: [root, ...path], isDecided: Boolean(isDecided) }
  })
}

// Of what is only read for its form, types are of no interest.
const plain: ExpressionScope = { variables: new Map(['input', 'tasks'].map((name) => [name, unknownType])) }

/** The paths at which there is something, as far as is known. */
export function knownPaths(facts: Facts): Path[] {
  return [...facts].flatMap(([key, { isPresent }]) => (isPresent ? [JSON.parse(key) as Path] : []))
}

function astOf(source: string): ASTNode | undefined {
  const compiled = compileExpression(source)
  return 'problem' in compiled ? undefined : compiled.ast
}

function environmentOf({ variables, facts = noFacts }: ExpressionScope): Environment {
  return { variables: new Map([...variables].map(([name, type]) => [name, { type, path: [name] }])), facts }
}
