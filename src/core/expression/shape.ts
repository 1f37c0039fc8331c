import type { ASTNode } from '@marcbachmann/cel-js'
import { compileExpression } from './compile.ts'
import { cel } from './library.ts'

/** What an expression gives, as far as the expression itself says. */
export type ExpressionShape =
  /** What stands at a path; numbers are indexes. */
  | { readonly kind: 'path'; readonly root: string; readonly path: readonly (string | number)[] }
  | { readonly kind: 'choice'; readonly choices: readonly ExpressionShape[] }
  | { readonly kind: 'list'; readonly items: readonly ExpressionShape[] }
  | { readonly kind: 'map'; readonly members: readonly (readonly [name: string, value: ExpressionShape])[] }
  | { readonly kind: 'scalar'; readonly type: 'boolean' | 'number' | 'string' | 'null' }
  | { readonly kind: 'unknown' }

/** The shape of an expression; unknown for a faulty one. */
export function expressionShape(source: string): ExpressionShape {
  return 'problem' in compileExpression(source) ? unknown : shapeOf(cel().environment.parse(source).ast, source)
}

const unknown: ExpressionShape = { kind: 'unknown' }

const scalars: Readonly<Record<string, ExpressionShape>> = {
  bool: { kind: 'scalar', type: 'boolean' },
  int: { kind: 'scalar', type: 'number' },
  double: { kind: 'scalar', type: 'number' },
  string: { kind: 'scalar', type: 'string' },
  null: { kind: 'scalar', type: 'null' },
}

function shapeOf(node: ASTNode, source: string): ExpressionShape {
  const path = pathOf(node)
  if (path !== undefined) return { kind: 'path', ...path }
  if (node.op === '?:')
    return { kind: 'choice', choices: node.args.slice(1).flatMap((part) => choicesIn(part, source)) }
  if (node.op === 'list') return { kind: 'list', items: node.args.map((item) => shapeOf(item, source)) }
  const members =
    node.op === 'map' ? node.args.map(([key, value]) => [textOf(key), shapeOf(value, source)] as const) : []
  if (members.length > 0 && members.every(isNamed)) return { kind: 'map', members }
  if (node.op === 'value' && node.args === null) return scalars['null'] ?? unknown
  return scalarOf(source.slice(node.start, node.end))
}

// A choice between choices is one choice.
function choicesIn(node: ASTNode, source: string): readonly ExpressionShape[] {
  const shape = shapeOf(node, source)
  return shape.kind === 'choice' ? shape.choices : [shape]
}

// Inside a macro, a part of an expression cannot be checked by itself.
function scalarOf(part: string): ExpressionShape {
  if ('problem' in compileExpression(part)) return unknown
  return scalars[cel().environment.parse(part).check().type ?? ''] ?? unknown
}

function pathOf(node: ASTNode): { root: string; path: (string | number)[] } | undefined {
  if (node.op === 'id') return { root: node.args, path: [] }
  if (node.op !== '.' && node.op !== '[]') return undefined
  const parent = pathOf(node.args[0])
  const step = node.op === '.' ? node.args[1] : stepOf(node.args[1])
  return parent === undefined || step === undefined ? undefined : { ...parent, path: [...parent.path, step] }
}

function stepOf(index: ASTNode): string | number | undefined {
  if (index.op !== 'value') return undefined
  if (typeof index.args === 'string') return index.args
  return typeof index.args === 'bigint' ? Number(index.args) : undefined
}

function textOf(key: ASTNode): string | undefined {
  return key.op === 'value' && typeof key.args === 'string' ? key.args : undefined
}

function isNamed<T>(member: readonly [string | undefined, T]): member is readonly [string, T] {
  return member[0] !== undefined
}
