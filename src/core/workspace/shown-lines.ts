import type { Diagnostic } from '#core/diagnostics'
import { chosenLines } from '#core/source'

/** Gives the lines of files in which diagnostics stand, for who wants to show these; in a long text there may be no others. */
export function shownLines(
  diagnostics: readonly Diagnostic[],
  textOf: (file: string) => string | undefined,
): (file: string) => string[] | undefined {
  const wanted = new Map<string, Set<number>>()
  for (const { file, line } of diagnostics) wanted.set(file, (wanted.get(file) ?? new Set()).add(line - 1).add(line))
  return (file) => {
    const text = textOf(file)
    return text === undefined ? undefined : chosenLines(text, wanted.get(file) ?? [])
  }
}
