import type { DocumentChange, SpecDiffOutput } from '#core/contract'
import type { ComparedVersions } from './compare-versions.ts'

/** How much has changed. */
export function countsOf({
  documents,
  changes,
}: Pick<ComparedVersions, 'documents' | 'changes'>): Omit<SpecDiffOutput['summary'], 'durationMs'> {
  const count = (level: DocumentChange['level']) => changes.filter((change) => change.level === level).length
  const countStatus = (status: string) => documents.filter((document) => document.status === status).length
  return {
    ...{ added: countStatus('added'), changed: countStatus('changed'), removed: countStatus('removed') },
    ...{ breaking: count('breaking'), risky: count('risky'), safe: count('safe') },
  }
}
