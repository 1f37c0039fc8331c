import type { ASTNode } from '@marcbachmann/cel-js'
import type { Literal } from './fact.ts'

/** The value that is written there, as JSON; undefined for what is no literal, or has no counterpart in JSON. */
export function literalOf(node: ASTNode): Literal | undefined {
  if (node.op === '-_') {
    const value = literalOf(node.args)
    return typeof value?.value === 'number' ? { kind: value.kind, value: -value.value } : undefined
  }
  if (node.op !== 'value') return undefined
  const value: unknown = node.args
  if (value === null) return { kind: 'null', value }
  if (typeof value === 'string') return { kind: 'string', value }
  if (typeof value === 'boolean') return { kind: 'bool', value }
  if (typeof value === 'number') return { kind: 'double', value }
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value))
    ? { kind: 'int', value: Number(value) }
    : undefined
}
