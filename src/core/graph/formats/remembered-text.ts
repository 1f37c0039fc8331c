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

/** A text in JSON, safe to print. */
export function jsonText(text: string): string {
  return escapeHidden(JSON.stringify(text))
}
