import { escapeHidden } from '#core/diagnostics'

/** The same as `textOf`, which is asked only once for each text: in a graph the same texts stand in very many places. */
export function remembering(textOf: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = textOf(text)
    known.set(text, made)
    return made
  }
}

/** The same as `textOf`, which is asked only if it was asked for something else before. */
export function sameAsLast<T>(textOf: (item: T) => string): (item: T) => string {
  let last: { readonly item: T; readonly text: string } | undefined
  return (item) => {
    if (last === undefined || last.item !== item) last = { item, text: textOf(item) }
    return last.text
  }
}

/** A text in JSON, safe to print. */
export function jsonText(text: string): string {
  return escapeHidden(JSON.stringify(text))
}
