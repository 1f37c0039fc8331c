import type { Diagnostic } from './finding.ts'

/**
 * `input`: what was given to work on is faulty (exit 1). `usage`: the caller asked for something impossible (exit 2).
 * `world`: the world did not play along (exit 3).
 */
export type ErrorKind = 'input' | 'usage' | 'world'

export interface OssaErrorOptions {
  readonly hint?: string
  readonly cause?: unknown
  readonly kind?: ErrorKind
  readonly diagnostics?: readonly Diagnostic[]
}

/** A failure that is no bug and leaves nothing to go on with. Always says what to do in `hint`. */
export class OssaError extends Error {
  override readonly name = 'OssaError'
  readonly code: string
  readonly kind: ErrorKind
  readonly hint: string | undefined
  /** What led to it, for kind `input`. */
  readonly diagnostics: readonly Diagnostic[]

  constructor(code: string, message: string, options: OssaErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.kind = options.kind ?? 'world'
    this.hint = options.hint
    this.diagnostics = options.diagnostics ?? []
  }
}

/** An error for wrong arguments. */
export function usageError(code: string, message: string, hint?: string): OssaError {
  return new OssaError(code, message, { kind: 'usage', ...(hint === undefined ? {} : { hint }) })
}
