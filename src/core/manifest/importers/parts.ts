import semver from 'semver'
import { appendPointer, isObject } from '#core/json'
import { type DialectManifest, dialectManifest } from '../dialect.ts'
import { ManifestDraft } from '../draft.ts'
import type { LegacyDocument } from '../legacy-document.ts'

// What has no version is read as this one.
const noVersion = '0.0.0'
const longestTag = 128

/** Where a manifest is in its document, and where its name and the like are. */
export interface IdentitySource {
  /** Of the object that is the manifest. */
  readonly at: string
  readonly name: string
  /** The name, where none is written. */
  readonly otherwise?: string
  readonly version?: string
  readonly description?: string
  readonly owner?: string
  /** Fields at the top that have a place of their own, or none: the others become annotations. */
  readonly known: readonly string[]
}

/** Starts a manifest with its name, version, description, owner and annotations; undefined, and a finding, if it has no name. */
export function draftImport(source: LegacyDocument, from: IdentitySource): ManifestDraft | undefined {
  const name = source.text(from.name) ?? (source.get(from.name) === undefined ? from.otherwise : undefined)
  if (name === undefined || name.trim() === '') {
    const field = from.name.slice(from.at.length + 1).replaceAll('/', '.')
    if (name !== undefined || source.get(from.name) === undefined)
      source.require(from.at, `There is no ${field}, by which it could be found.`)
    return undefined
  }
  const draft = new ManifestDraft()
  draft.pointers[''] = from.at
  const named = source.get(from.name) === undefined ? from.at : from.name
  draft.set(['metadata', 'name'], name, named)
  const version = from.version === undefined ? undefined : source.text(from.version)
  draft.set(['metadata', 'version'], importedVersion(version), version === undefined ? named : from.version)
  for (const field of ['description', 'owner'] as const) {
    const pointer = from[field]
    if (pointer !== undefined) draft.set(['metadata', field], source.text(pointer), pointer)
  }
  draftAnnotations(draft, source, from)
  if (version !== undefined && importedVersion(version) !== version && from.version !== undefined)
    draft.set(['metadata', 'annotations', 'version'], version, from.version)
  return draft
}

// Elsewhere a version may be any text.
function importedVersion(written: string | undefined): string {
  return semver.valid(written, { loose: true }) ?? semver.coerce(written)?.version ?? noVersion
}

function draftAnnotations(draft: ManifestDraft, source: LegacyDocument, { at, known }: IdentitySource): void {
  const all = source.get(at)
  for (const [key, value] of Object.entries(isObject(all) ? all : {})) {
    const isShort = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    if (isShort && !known.includes(key))
      draft.set(['metadata', 'annotations', key], String(value), appendPointer(at, key))
  }
}

/** Words to find it by, from lists of them; once each. */
export function draftTags(draft: ManifestDraft, source: LegacyDocument, lists: readonly string[]): void {
  const seen = new Set<string>()
  for (const { value, pointer } of lists.flatMap((list) =>
    Array.isArray(source.get(list)) ? source.texts(list) : [],
  )) {
    if (value === '' || value.length > longestTag || seen.has(value)) continue
    draft.set(['metadata', 'tags', seen.size], value, pointer)
    seen.add(value)
  }
}

/** The finished agent. */
export function finishAgent(draft: ManifestDraft): DialectManifest {
  draft.set(['apiVersion'], 'ossa/v1')
  draft.set(['kind'], 'Agent')
  draft.set(['spec', 'type'], 'worker')
  return dialectManifest('Agent', draft.content, { pointers: draft.pointers })
}

/** The finished server. */
export function finishServer(draft: ManifestDraft): DialectManifest {
  draft.set(['kind'], 'Server')
  return dialectManifest('Server', draft.content, { pointers: draft.pointers })
}
