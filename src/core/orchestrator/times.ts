import { usageError } from '#core/diagnostics'
import { parseDuration } from '#core/workflow'

/** The time that a text means, looking back from now: `24h` ago, or a date. Throws OssaError. */
export function pastTime(text: string, now: number): number {
  const duration = parseDuration(text)
  if (duration !== undefined) return now - duration
  const time = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time)) return time
  const message = `${JSON.stringify(text)} is neither a length of time nor a date.`
  throw usageError(
    'execution/no-time',
    message,
    'Write 24h, 7d or 90m, or a date such as 2026-01-31 or 2026-01-31T12:00:00Z.',
  )
}
