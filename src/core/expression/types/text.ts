import type { ASTNode } from '@marcbachmann/cel-js'

/** Offsets of a node in its expression, with the parentheses that it has begun or ended in. */
export function rangeOf(node: ASTNode): { start: number; end: number } {
  const { input } = node
  let { start, end } = node
  const lacking = { opening: 0, closing: 0 }
  for (const character of withoutStrings(input.slice(start, end))) {
    if (character === '(') lacking.closing += 1
    else if (character === ')' && lacking.closing > 0) lacking.closing -= 1
    else if (character === ')') lacking.opening += 1
  }
  for (; lacking.opening > 0 && start > 0; lacking.opening -= 1) start = input.lastIndexOf('(', start - 1)
  for (; lacking.closing > 0; lacking.closing -= 1) end = input.indexOf(')', end) + 1
  return { start, end }
}

function withoutStrings(text: string): string {
  return text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/gs, '')
}

const longest = 60

/** A node as it is written, short enough for a message. */
export function textOf(node: ASTNode): string {
  const { start, end } = rangeOf(node)
  return quotedText(node.input.slice(start, end))
}

/** A part of an expression, short enough for a message. */
export function quotedText(source: string): string {
  const text = source.replaceAll(/\s+/g, ' ').trim()
  return `\`${text.length > longest ? `${text.slice(0, longest - 1)}…` : text}\``
}
