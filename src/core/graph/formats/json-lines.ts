import { escapeHidden } from '#core/diagnostics'

/** A JSON list with one item a line, so that a diff shows what has changed. Safe to print. */
export function* jsonLines(items: Iterable<unknown>): Generator<string> {
  yield* textLines(items, (item) => escapeHidden(JSON.stringify(item)))
}

/** The same, of items of which the text in JSON is given. */
export function* textLines<T>(items: Iterable<T>, textOf: (item: T) => string): Generator<string> {
  let separator = '[\n'
  for (const item of items) {
    yield separator + textOf(item)
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]' : '\n]'
}
