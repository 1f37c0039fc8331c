/** Why nobody could be reached, to end a sentence. `fetch` says only that it failed; the reason is in the cause. */
export function fetchReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.cause instanceof Error) return fetchReason(error.cause)
  const code = 'code' in error ? String(error.code) : ''
  return code === 'ECONNREFUSED' ? 'the connection was refused' : (error.message || code).replace(/\.$/, '')
}
