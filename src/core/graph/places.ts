import type { Evidence } from '#core/contract'

type Placed = Pick<Evidence, 'file' | 'document' | 'pointer' | 'line'>

/** By file, document and pointer, and by line where it is all that is known, as in prose. */
export function comparePlaces(a: Placed, b: Placed): number {
  return (
    compareText(a.file, b.file) ||
    (a.document ?? 0) - (b.document ?? 0) ||
    compareText(a.pointer, b.pointer) ||
    (a.line ?? 0) - (b.line ?? 0)
  )
}

/** Evidence by place, each place once: two expressions in one text are one place. */
export function inOrder(evidence: readonly Evidence[]): readonly Evidence[] {
  if (evidence.every((each, index, all) => index === 0 || comparePlaces(all[index - 1] ?? each, each) < 0))
    return evidence
  return evidence
    .toSorted(comparePlaces)
    .filter((each, index, all) => index === 0 || comparePlaces(each, all[index - 1] ?? each) !== 0)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
