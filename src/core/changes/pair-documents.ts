import semver from 'semver'
import type { VersionedDocument } from './documents.ts'
import { addressOf } from './openapi/pair-operations.ts'

/** A document in both versions of the workspace, or in one of them. */
export interface DocumentPair {
  readonly previous?: VersionedDocument
  readonly present?: VersionedDocument
}

/** Which documents correspond, and which of these are to be compared. */
export interface ChosenDocuments {
  readonly all: readonly DocumentPair[]
  readonly asked: readonly DocumentPair[]
}

type Matches = (previous: VersionedDocument, present: VersionedDocument) => boolean

/** How a document is known again, from the surest sign to the weakest. A file may be renamed, and a version raised. */
const signs: readonly Matches[] = [
  (one, other) =>
    isManifest(one) && one.name === other.name && one.version === other.version && one.path === other.path,
  (one, other) => isManifest(one) && one.name === other.name && one.version === other.version,
  (one, other) => isManifest(one) && one.name === other.name && one.path === other.path,
  (one, other) => isManifest(one) && one.name === other.name,
  (one, other) => !isManifest(one) && one.path === other.path,
  (one, other) => !isManifest(one) && one.name === other.name,
  (one, other) => shareMost(one, other),
]

/** Which documents correspond: manifests by kind and name, OpenAPI documents by file, or else by title, or by their operations. */
export function pairDocuments(
  previous: readonly VersionedDocument[],
  present: readonly VersionedDocument[],
): DocumentPair[] {
  const [left, open] = [new Set(inOrder(previous)), new Set(inOrder(present))]
  const pairs: DocumentPair[] = []
  for (const matches of signs)
    for (const now of open) {
      const before = [...left].find((each) => each.kind === now.kind && matches(each, now))
      if (before === undefined) continue
      left.delete(before)
      open.delete(now)
      pairs.push({ previous: before, present: now })
    }
  return [...pairs, ...[...open].map((now) => ({ present: now })), ...[...left].map((before) => ({ previous: before }))]
}

function isManifest({ kind }: VersionedDocument): boolean {
  return kind !== 'openapi'
}

// Of several versions side by side, the highest ones correspond.
function inOrder(documents: readonly VersionedDocument[]): VersionedDocument[] {
  const rank = ({ version = '' }: VersionedDocument) => semver.parse(version) ?? '0.0.0'
  return documents.toSorted((a, b) => semver.rcompare(rank(a), rank(b)) || (a.path < b.path ? -1 : 1))
}

function shareMost(one: VersionedDocument, other: VersionedDocument): boolean {
  if (one.kind !== 'openapi' || other.kind !== 'openapi') return false
  const addresses = new Set(other.content.operations.map(addressOf))
  const shared = one.content.operations.filter((operation) => addresses.has(addressOf(operation))).length
  return shared > 0 && shared * 2 >= Math.max(one.content.operations.length, other.content.operations.length)
}
