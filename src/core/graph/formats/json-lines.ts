import { escapeHidden } from '#core/diagnostics'

/** A JSON list with one item a line, so that a diff shows what has changed. Safe to print. */
export function* jsonLines(items: Iterable<unknown>): Generator<string> {
  let separator = '[\n'
  for (const item of items) {
    yield separator + escapeHidden(JSON.stringify(item))
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]' : '\n]'
}

/** What becomes of each of these. */
export function* mapped<T, U>(items: Iterable<T>, change: (item: T) => U): Generator<U> {
  for (const item of items) yield change(item)
}
