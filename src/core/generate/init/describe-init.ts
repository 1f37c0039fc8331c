import type { InitOutput } from '#core/contract'
import { escapeControls, plural } from '#core/diagnostics'

/** What has been made, and what to try next, in words. */
export function describeInit({ directory, files, next }: InitOutput): string {
  const made = files.length === 0 ? 'Everything was there already' : `Wrote ${plural(files.length, 'file')}`
  const where = directory === '.' ? 'this folder' : directory
  const lines = [`${made} in ${where}.`, 'Try next, in that folder:', ...next.map((command) => `  ${command}`)]
  return escapeControls(lines.join('\n'))
}
