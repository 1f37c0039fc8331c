/** `usage`: the caller asked for something impossible (exit 2). `world`: the world did not play along (exit 3). */
export type ErrorKind = 'usage' | 'world'

/** A failure that is neither a finding in the user's files nor a bug. Always says what to do in `hint`. */
export class OssaError extends Error {
  override readonly name = 'OssaError'
  readonly code: string
  readonly kind: ErrorKind
  readonly hint: string | undefined

  constructor(code: string, message: string, options: { hint?: string; cause?: unknown; kind?: ErrorKind } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.kind = options.kind ?? 'world'
    this.hint = options.hint
  }
}

/** An error for wrong arguments. */
export function usageError(code: string, message: string, hint?: string): OssaError {
  return new OssaError(code, message, { kind: 'usage', ...(hint === undefined ? {} : { hint }) })
}
