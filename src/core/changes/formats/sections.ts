import type { ChangedDocument, DocumentChange, SpecDiffOutput } from '#core/contract'

/** Changes that are told together: those of one document, or those of a file that several documents share. */
export interface Section {
  /** Undefined for what is shared. */
  readonly document: ChangedDocument | undefined
  /** Where what is shared stands. */
  readonly file: string
  readonly documents: readonly ChangedDocument[]
  readonly changes: readonly DocumentChange[]
}

/** The changes by what they belong to; sections with breaking changes first, then those with risky ones. */
export function sectionsOf({ documents, changes }: Pick<SpecDiffOutput, 'documents' | 'changes'>): Section[] {
  const own = documents.map((document): Section => {
    const { id, file, previousFile } = document
    const only = changes.filter((change) => change.documents.length === 1 && change.documents[0] === id)
    return { document, documents: [document], file: file ?? previousFile ?? '', changes: only }
  })
  const shared = changes.filter((change) => change.documents.length > 1)
  const files = [...new Set(shared.map(({ places }) => places[0]?.file ?? ''))]
  const common = files.map((file): Section => {
    const inFile = shared.filter(({ places }) => (places[0]?.file ?? '') === file)
    const ids = new Set(inFile.flatMap((change) => change.documents))
    return { document: undefined, file, documents: documents.filter(({ id }) => ids.has(id)), changes: inFile }
  })
  const has = (section: Section, level: string) => section.changes.some((change) => change.level === level)
  const rank = (section: Section) => (has(section, 'breaking') ? 0 : has(section, 'risky') ? 1 : 2)
  const isTold = (section: Section) => section.changes.length > 0 || section.document?.isEnough === false
  return [...common, ...own].filter(isTold).sort((a, b) => rank(a) - rank(b))
}
