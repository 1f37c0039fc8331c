import { describeImpact } from '#core/changes'
import { escapeControls, isAddress } from '#core/diagnostics'
import { joinPath } from '#core/source'
import { short } from './base-version.ts'
import type { Appearance } from './describe-graph.ts'
import type { PushComparison } from './push-comparison.ts'

/** What people read about what has changed since the version that others have: nothing if no document has. */
export function describeComparison(
  { base, isPassing, diagnostics, compared, reason = '' }: PushComparison,
  { folder, appearance }: { readonly folder: string; readonly appearance: Appearance },
): string[] {
  const { style, displayPath } = appearance
  const against = `${escapeControls(base.name, { oneLine: true })} (${short(base.commit)})`
  if (compared !== undefined) {
    const shown = (file: string) => displayPath(isAddress(file) ? file : joinPath(folder, file))
    const isExplained = isPassing || diagnostics.some(({ severity }) => severity === 'error')
    return [
      ...describeImpact(compared, { style, displayPath: shown, against }),
      ...(isExplained ? [] : ['That is more than changes.failOn in ossa.yaml allows.']),
    ]
  }
  const said = escapeControls(reason, { oneLine: true })
  return [`${style.warning('warning')} Versions were not compared with ${against}: ${said}`]
}
