/** A line of text, and what hangs below it. */
export interface TextTree {
  readonly text: string
  readonly children: readonly TextTree[]
}

/** A tree as lines, with the branches drawn. */
export function drawTree({ text, children }: TextTree): string[] {
  const lines = [text]
  // Not recursive: a chain may be longer than the stack is deep.
  const waiting = stacked(children, '')
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    lines.push(`${next.indent}${next.isLast ? '└─ ' : '├─ '}${next.tree.text}`)
    waiting.push(...stacked(next.tree.children, `${next.indent}${next.isLast ? '   ' : '│  '}`))
  }
  return lines
}

function stacked(trees: readonly TextTree[], indent: string): { tree: TextTree; indent: string; isLast: boolean }[] {
  return trees.map((tree, place) => ({ tree, indent, isLast: place === trees.length - 1 })).reverse()
}
