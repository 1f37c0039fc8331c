import type { Capability } from '#core/contract'
import type { Finding, Place } from '#core/diagnostics'
import type { SourceDocument, SourceFormat } from '#core/source'
import type { DialectManifest } from './dialect.ts'

/** What a document of another ecosystem holds, in terms of ossa/v1. */
export interface ImportedDocument {
  readonly manifests: readonly DialectManifest[]
  /** Tools of the server that the files beside this one describe. */
  readonly tools?: { readonly tools: readonly Capability[]; readonly pointers: Readonly<Record<string, string>> }
  readonly findings: readonly Finding[]
}

/**
 * A format of another ecosystem, read as it is. Recognised by content; where formats share their fields, the file's name or folder
 * decides between them, never alone.
 *
 * What has a place in ossa/v1 goes there. Of the rest, what is a text, a number or a truth value at the top becomes an annotation,
 * and everything else is left out: it concerns only the tools that the format is for.
 */
export interface Importer {
  readonly name: string
  readonly summary: string
  readonly formats: readonly SourceFormat[]
  /** A quick look at the text, to spare others the parser. False only if `detect` would say no. */
  readonly mayBe: (text: string, file: string) => boolean
  readonly detect: (document: SourceDocument, file: string) => boolean
  readonly read: (document: SourceDocument, place: Place) => ImportedDocument
}
