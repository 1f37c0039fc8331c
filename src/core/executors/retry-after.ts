/** What is longer is taken for a mistake. */
const longestAskedMs = 3_600_000

/** How long a service asks to be left alone: seconds, or a time by its own clock (RFC 9110, 10.2.3). */
export function retryAfter(headers: Headers): { retryAfterMs?: number } {
  const written = headers.get('retry-after')?.trim() ?? ''
  const milliseconds = /^\d+$/.test(written)
    ? Number(written) * 1_000
    : Date.parse(written) - Date.parse(headers.get('date') ?? '')
  return milliseconds > 0 ? { retryAfterMs: Math.min(milliseconds, longestAskedMs) } : {}
}

/** True of statuses that may be another one the next time. */
export function isPassing(status: number): boolean {
  return [408, 425, 429, 500, 502, 503, 504].includes(status)
}
