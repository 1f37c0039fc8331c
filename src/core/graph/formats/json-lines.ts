import { escapeHidden } from '#core/diagnostics'

/** A JSON list with one item a line, so that a diff shows what has changed. Safe to print. */
export function jsonLines(items: readonly unknown[]): string {
  return items.length === 0 ? '[]' : `[\n${escapeHidden(items.map((item) => JSON.stringify(item)).join(',\n'))}\n]`
}
