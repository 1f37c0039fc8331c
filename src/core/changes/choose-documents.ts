import { documentsOf, type VersionedDocument, type Versions } from './documents.ts'
import { type ChosenDocuments, pairDocuments } from './pair-documents.ts'

/** What of two versions is compared: files and folders, relative to their roots; `''` is all. */
export interface Scope {
  readonly present: readonly string[]
  readonly previous: readonly string[]
  /** `same`: a file has the same path in both versions; `folder`: below what is compared; `file`: it is one file in any case. */
  readonly paths: 'same' | 'folder' | 'file'
}

/** All of both versions. */
export const everything: Scope = { present: [''], previous: [''], paths: 'same' }

/** Which documents are compared with which. */
export function chooseDocuments({ previous, present }: Versions, scope: Scope): ChosenDocuments {
  const baseOf = ([target = '', ...others]: readonly string[], { workspace }: Versions['present']) =>
    scope.paths === 'folder' && others.length === 0 && workspace.files.tree.kindOf(target) === 'folder' ? target : ''
  const before = documentsOf(previous, baseOf(scope.previous, previous))
  const now = documentsOf(present, baseOf(scope.present, present))
  const [isAsked, wasAsked] = [isIn(scope.present), isIn(scope.paths === 'same' ? scope.present : scope.previous)]
  if (scope.paths === 'file') return besideFile(before.filter(wasAsked), now, scope)
  const all = pairDocuments(before, now)
  const asked = all.filter((pair) =>
    pair.present === undefined ? pair.previous !== undefined && wasAsked(pair.previous) : isAsked(pair.present),
  )
  return { all, asked }
}

// A file that is named stands for what corresponds to it, whatever the two are called.
function besideFile(
  previous: readonly VersionedDocument[],
  present: readonly VersionedDocument[],
  scope: Scope,
): ChosenDocuments {
  const asked = present.filter(isIn(scope.present))
  const [before, now] = [previous[0], asked[0]]
  const isOne = previous.length === 1 && asked.length === 1
  if (isOne && before !== undefined && before.kind === now?.kind) {
    const only = [{ previous: before, present: now }]
    return { all: only, asked: only }
  }
  const all = pairDocuments(previous, asked)
  // Where nothing else was named, the file says what is compared.
  return { all, asked: scope.present.includes('') ? all.filter((pair) => pair.previous !== undefined) : all }
}

function isIn(targets: readonly string[]): (document: VersionedDocument) => boolean {
  return ({ file }) => targets.some((target) => target === '' || file === target || file.startsWith(`${target}/`))
}
