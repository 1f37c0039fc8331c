import { escapeControls } from './escape.ts'
import { plural } from './plural.ts'
import type { Report } from './report.ts'

const mostListed = 10

/** What is said of entries of a baseline that match nothing any more; no line if there are none. */
export function describeStale({ stale }: Pick<Report, 'stale'>): string[] {
  if (stale.length === 0) return []
  const listed = stale
    .slice(0, mostListed)
    .map(({ code, file }) => `  ${escapeControls(`${file} ${code}`, { oneLine: true })}`)
  const rest = stale.length - listed.length
  return [
    `${plural(stale.length, 'finding')} of the baseline ${stale.length === 1 ? 'is' : 'are'} gone. Remove with --write-baseline:`,
    ...listed,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ]
}
