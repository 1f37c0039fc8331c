import { escapeHidden } from '#core/diagnostics'

/**
 * Many things, one after the other. The text of each follows from that thing alone: where it was written before, it can be taken
 * from there.
 */
export interface Lines<T> {
  readonly items: Iterable<T>
  textOf(item: T): string
  readonly before: string
  readonly between: string
  readonly after: string
  /** Stands in place of everything if there is nothing. */
  readonly none: string
}

export type Piece = string | Lines<unknown>

/** Things that are texts by themselves, with nothing around them. */
export function lines<T>(items: Iterable<T>, textOf: (item: T) => string): Lines<T> {
  return { items, textOf, before: '', between: '', after: '', none: '' }
}

/** A JSON list with one item a line, so that a diff shows what has changed. Safe to print. */
export function jsonLines(items: Iterable<unknown>): Lines<unknown> {
  return textLines(items, (item) => escapeHidden(JSON.stringify(item)))
}

/** The same, of items of which the text in JSON is given. */
export function textLines<T>(items: Iterable<T>, textOf: (item: T) => string): Lines<T> {
  return { items, textOf, before: '[\n', between: ',\n', after: '\n]', none: '[]' }
}

/** All of it, piece by piece. */
export function* textsOf({ items, textOf, before, between, after, none }: Lines<unknown>): Generator<string> {
  let start = before
  let isEmpty = true
  for (const item of items) {
    yield start + textOf(item)
    start = between
    isEmpty = false
  }
  yield isEmpty ? none : after
}
