import type { Diagnostic } from '#core/contract'

export type { Diagnostic } from '#core/contract'
export type Severity = Diagnostic['severity']

/** The code of findings whose place must not be shown as it is. */
export const secretCode = 'security/no-plaintext-secret'

/** All that is known about one code, whoever reports it. `code` is stable for ever. */
export interface DiagnosticDefinition {
  readonly code: string
  readonly severity: Severity
  /** The statement that holds when all is well. */
  readonly summary: string
  /** Why it matters. */
  readonly rationale: string
  /** What to do, when the finding itself knows nothing better. */
  readonly hint: string
  /** The preset that it takes to check it; all of them where nothing is said. */
  readonly preset?: 'strict'
  /** It cannot be turned off, suppressed or put into a baseline: nothing else could be relied on. */
  readonly isEssential?: true
}

/** A range in a text file; lines and columns count from 1, columns in UTF-16 units, the end is exclusive. */
export interface Position {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** Somewhere in a document. `file` is relative to the root, with forward slashes, or the address of a document of another host. */
export interface Place {
  readonly file: string
  /** Index of the document in a multi-document file; 0 when absent. */
  readonly document?: number
  readonly pointer: string
  /** Point at the key instead of the value. */
  readonly target?: 'key' | 'value'
  /** A part of a string value, in characters of that value. */
  readonly span?: { readonly start: number; readonly end: number }
  /** Given where the position is known already (syntax errors); otherwise computed from the pointer. */
  readonly position?: Position
}

/**
 * A change that is safe to make without asking. Plain data, since findings are remembered: what is written depends on the text at
 * the place, which is looked at last.
 */
export type Fix =
  /** The name or value there, if it is this one, becomes another. */
  | { readonly rename: string; readonly to: string }
  /** A version of one or two numbers gets three. */
  | { readonly completeVersion: true }
  /** A text without quotes gets them. */
  | { readonly quote: true }
  /** A part of a text, if it is this one, becomes another. */
  | { readonly replace: string; readonly by: string }
  /** The item of a list goes, or the word of a list in a comment, or the whole comment around it. */
  | { readonly remove: 'item' | 'word' | 'comment' }

/** A problem as a check reports it: a place, not yet a line and a column. */
export interface Finding extends Place {
  readonly code: string
  readonly severity: Severity
  readonly message: string
  readonly hint: string
  readonly fix?: Fix | undefined
  readonly related?: readonly (Place & { readonly message: string })[]
}

/** Total order of diagnostics: file, line, column, code, message. Makes output independent of the order of checks. */
export function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return (
    compareText(a.file, b.file) ||
    a.line - b.line ||
    a.column - b.column ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message) ||
    compareText(a.pointer, b.pointer)
  )
}

/** How many diagnostics of each severity there are. */
export function countBySeverity(diagnostics: readonly Diagnostic[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const diagnostic of diagnostics) counts[diagnostic.severity] += 1
  return counts
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
