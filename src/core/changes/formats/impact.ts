import type { ComparedVersions } from '../compare-versions.ts'
import { isFailing } from '../compare-versions.ts'
import { countsOf } from '../counts.ts'
import type { ChangeReport } from './report.ts'
import { type Section, sectionsOf } from './sections.ts'
import { describeSection } from './text.ts'
import { countChanges, countDocuments } from './words.ts'

/**
 * What those who are about to publish must see: what is broken, whom it reaches, and changes that the versions do not tell of. The
 * rest is counted. Nothing, if nothing has changed.
 */
export function describeImpact(
  compared: ComparedVersions,
  { against, ...appearance }: Pick<ChangeReport, 'style' | 'displayPath'> & { readonly against: string },
): string[] {
  if (compared.documents.length === 0) return []
  const sections = sectionsOf(compared).flatMap((section) => telling(section, compared))
  const counts = countsOf(compared)
  const counted = [countDocuments(counts), countChanges(counts)].filter((part) => part !== '').join('; ')
  return [...sections.flatMap((section) => describeSection(section, appearance)), `Since ${against}: ${counted}.`]
}

// Where the version is too low, every change of it is a reason.
function telling(section: Section, { failOn }: ComparedVersions): Section[] {
  if (section.documents.some(({ isEnough }) => isEnough === false)) return [section]
  const changes = section.changes.filter((change) => change.level === 'breaking' || isFailing(change, failOn))
  return changes.length === 0 ? [] : [{ ...section, changes }]
}
