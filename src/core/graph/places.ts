import type { Evidence } from '#core/contract'

type Placed = Pick<Evidence, 'file' | 'document' | 'pointer'>

/** By file, document and pointer. */
export function comparePlaces(a: Placed, b: Placed): number {
  return compareText(a.file, b.file) || (a.document ?? 0) - (b.document ?? 0) || compareText(a.pointer, b.pointer)
}

/** Evidence by place, each place once: two expressions in one text are one place. */
export function inOrder(evidence: readonly Evidence[]): Evidence[] {
  if (evidence.length < 2) return [...evidence]
  return evidence
    .toSorted(comparePlaces)
    .filter((each, index, all) => index === 0 || comparePlaces(each, all[index - 1] ?? each) !== 0)
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
