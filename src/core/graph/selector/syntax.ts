/** A selector as it is written: what any of the parts selects. */
export interface Selector {
  readonly anyOf: readonly Intersection[]
}

/** What all of the terms select. */
export interface Intersection {
  readonly allOf: readonly Term[]
}

/** A set of nodes, by a method such as `domain:` or by name, and what leads to them or from them. */
export interface Term {
  readonly method: string | undefined
  readonly value: Pattern
  /** `+a`: what it depends on. */
  readonly upstream: Reach | undefined
  /** `a+`: what depends on it. */
  readonly downstream: Reach | undefined
  /** `a[feeds]+`: only by edges of these kinds. */
  readonly kinds: readonly string[] | undefined
  readonly places: TermPlaces
}

/** Where the parts of a term stand. */
export interface TermPlaces {
  readonly term: Span
  readonly method: Span
  readonly value: Span
  readonly kinds: readonly Span[]
}

export interface Reach {
  /** How many edges away; undefined for as far as it goes. */
  readonly depth: number | undefined
}

/** Offsets in the text of the selector. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A text in which some parts stand for others: `*` for any, `?` for any character, `**` in paths for any folders. */
export type Pattern = readonly PatternPart[]

export type PatternPart = { readonly text: string } | { readonly wildcard: Wildcard }

export type Wildcard = '*' | '**' | '?'

/** The text that a pattern without wildcards stands for. */
export function literalOf(pattern: Pattern): string | undefined {
  return pattern.every((part) => 'text' in part) ? pattern.map((part) => part.text).join('') : undefined
}

/** A value in which wildcards stand for themselves, as the names of commits may have them. */
export function writtenOf(value: Pattern): string {
  return value.map((part) => ('text' in part ? part.text : part.wildcard)).join('')
}
