export interface TemplatePart {
  /** The text itself, or the expression between the braces. */
  readonly text: string
  readonly isExpression: boolean
  /** Offset of `text` in the whole string. */
  readonly start: number
}

/** Splits a string at its `${{ }}` expressions. `unclosed` is the offset of an opening that is never closed. */
export function splitTemplate(source: string): { parts: TemplatePart[]; unclosed?: number } {
  const parts: TemplatePart[] = []
  let position = 0
  for (;;) {
    const opening = source.indexOf('${{', position)
    const literal = source.slice(position, opening === -1 ? source.length : opening)
    if (literal !== '') parts.push({ text: literal, isExpression: false, start: position })
    if (opening === -1) return { parts }
    const closing = closingBraces(source, opening + 3)
    if (closing === -1) return { parts, unclosed: opening }
    parts.push({ text: source.slice(opening + 3, closing), isExpression: true, start: opening + 3 })
    position = closing + 2
  }
}

// The braces of CEL maps and anything in CEL strings do not close the template.
function closingBraces(source: string, from: number): number {
  let depth = 0
  let index = from
  while (index < source.length) {
    const character = source[index]
    if (character === '"' || character === "'") {
      index = afterString(source, index)
      continue
    }
    if (character === '{') depth += 1
    if (character === '}') {
      if (depth > 0) depth -= 1
      else if (source[index + 1] === '}') return index
    }
    index += 1
  }
  return -1
}

function afterString(source: string, start: number): number {
  const quote = source[start] ?? ''
  const triple = quote.repeat(3)
  const delimiter = source.startsWith(triple, start) ? triple : quote
  const isRaw = /(^|[^A-Za-z0-9_])[bB]?[rR]$/.test(source.slice(Math.max(0, start - 3), start))
  let index = start + delimiter.length
  while (index < source.length) {
    if (source[index] === '\\' && !isRaw) index += 2
    else if (source.startsWith(delimiter, index)) return index + delimiter.length
    else index += 1
  }
  return source.length
}
