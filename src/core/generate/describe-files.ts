import type { GenerateOutput } from '#core/contract'
import { describeCounts, escapeControls, plural } from '#core/diagnostics'

/** What became of the files, in words. `command` is the one that brings them up to date. */
export function describeFiles({ ok, output, files, diagnostics }: GenerateOutput, command: string): string {
  const [first] = files
  if (first === undefined) return `Nothing was generated: ${describeCounts(diagnostics)}.`
  const width = Math.max(...files.map(({ state }) => state.length))
  const lines = files.map(({ path, state }) => `${state.padEnd(width)}  ${joined(output, path)}`)
  const count = files.filter(({ state }) => state === 'stale' || state === 'missing' || state === 'obsolete').length
  const verdict = `${plural(count, 'file')} ${count === 1 ? 'is' : 'are'} not up to date. Run: ${command}`
  return escapeControls([...lines, ...(ok ? [] : [verdict])].join('\n'))
}

function joined(folder: string, file: string): string {
  return folder.endsWith('/') ? folder + file : `${folder}/${file}`
}
