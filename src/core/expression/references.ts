import type { ASTNode } from '@marcbachmann/cel-js'

/** A path that an expression reads, such as `tasks.extract.output.total`. */
export interface ExpressionReference {
  readonly root: string
  readonly path: readonly string[]
  /** Offsets in the expression. */
  readonly start: number
  readonly end: number
}

const macros = new Set(['all', 'exists', 'exists_one', 'filter', 'map'])

/** True for the functions that go through a list. */
export function isMacro(name: string): boolean {
  return macros.has(name)
}

/** The longest paths an expression reads, without the variables that its own macros bind. */
export function referencesIn(ast: ASTNode, bound: ReadonlySet<string> = new Set()): ExpressionReference[] {
  const path = pathOf(ast)
  if (path !== undefined) {
    const inner = path.dynamic.flatMap((node) => referencesIn(node, bound))
    return bound.has(path.root)
      ? inner
      : [{ root: path.root, path: path.path, start: ast.start, end: ast.end }, ...inner]
  }
  if (ast.op === 'rcall') {
    const [name, receiver, args] = ast.args
    const variable = macros.has(name) && args[0]?.op === 'id' ? args[0].args : undefined
    const scope = variable === undefined ? bound : new Set([...bound, variable])
    const rest = variable === undefined ? args : args.slice(1)
    return [...referencesIn(receiver, bound), ...rest.flatMap((node) => referencesIn(node, scope))]
  }
  return childNodes(ast).flatMap((node) => referencesIn(node, bound))
}

interface Path {
  readonly root: string
  readonly path: readonly string[]
  /** Index expressions on the way, which read something themselves. */
  readonly dynamic: readonly ASTNode[]
}

function pathOf(node: ASTNode): Path | undefined {
  if (node.op === 'id') return { root: node.args, path: [], dynamic: [] }
  if (node.op === '.' || node.op === '.?') {
    const parent = pathOf(node.args[0])
    return parent && isOpen(parent) ? { ...parent, path: [...parent.path, node.args[1]] } : parent
  }
  if (node.op !== '[]' && node.op !== '[?]') return undefined
  const parent = pathOf(node.args[0])
  const key = node.args[1]
  if (parent === undefined) return undefined
  if (key.op === 'value' && typeof key.args === 'string' && isOpen(parent))
    return { ...parent, path: [...parent.path, key.args] }
  return { ...parent, dynamic: [...parent.dynamic, key] }
}

// After a computed index the rest of the path is unknown.
function isOpen(path: Path): boolean {
  return path.dynamic.length === 0
}

/** The nodes directly below a node. */
export function childNodes(node: ASTNode): ASTNode[] {
  const flat = (value: unknown): ASTNode[] => {
    if (Array.isArray(value)) return value.flatMap(flat)
    return typeof value === 'object' && value !== null && 'op' in value ? [value as ASTNode] : []
  }
  return flat(node.args)
}
