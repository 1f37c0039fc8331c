import type { Agent, Server, Workflow } from '#core/contract'
import type { Finding, Place } from '#core/diagnostics'
import type { JsonObject } from '#core/json'

/** A manifest without its origin, as a dialect reads it. */
export type DialectManifest = {
  readonly droppedNames?: readonly string[]
  readonly leftOut?: readonly string[]
  readonly pointers?: Readonly<Record<string, string>> | undefined
  readonly writtenAs?: Readonly<Record<string, string>>
} & (
  | { readonly kind: 'Agent'; readonly content: Agent }
  | { readonly kind: 'Workflow'; readonly content: Workflow }
  | { readonly kind: 'Server'; readonly content: Server }
)

/** A manifest of which so little is right that it is left out. */
export interface LostManifest {
  /** Undefined if it may be of any kind. */
  readonly kind?: 'Agent' | 'Workflow'
  /** Undefined if not even that is known. */
  readonly name: string | undefined
}

export interface DialectDocument {
  readonly manifest?: DialectManifest | undefined
  readonly findings: Finding[]
  readonly lost?: LostManifest
}

/** A way to write manifests. Recognised by content, never by file name. */
export interface Dialect {
  readonly name: string
  readonly detect: (document: JsonObject) => boolean
  /** No manifest: the document is too faulty, or of a kind that is none of ours. The findings say which. */
  readonly read: (document: JsonObject, place: Place) => DialectDocument
}

/** A manifest of checked content. */
export function dialectManifest(
  kind: DialectManifest['kind'],
  content: unknown,
  extra: Pick<DialectManifest, 'droppedNames' | 'leftOut' | 'pointers' | 'writtenAs'>,
): DialectManifest {
  if (kind === 'Agent') return { kind, content: content as Agent, ...extra }
  if (kind === 'Workflow') return { kind, content: content as Workflow, ...extra }
  return { kind, content: content as Server, ...extra }
}
