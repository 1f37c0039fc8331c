const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Ten years: so that every time that follows from a duration is a date. Longer ones count as this. */
const longestMs = 3_650 * 86_400_000

/** Milliseconds of a duration such as `500ms`, `30s` or `1h30m`, rounded up; undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(text)) return undefined
  let total = 0
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g))
    total += Number(amount) * (units[unit ?? ''] ?? 0)
  return Math.min(Math.ceil(total), longestMs)
}
