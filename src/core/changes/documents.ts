import type { LinkedAgent, LinkedWorkflow, ReadWorkspace } from '#core/compiler'
import type { Place } from '#core/diagnostics'
import { isObject } from '#core/json'
import { isImported, placeIn } from '#core/manifest'
import { isOpenApi, type OpenApiDocument, openOpenApi } from '#core/openapi'
import { joinPath, resolveFrom } from '#core/source'

/** Two versions of a workspace. */
export interface Versions {
  readonly previous: ReadWorkspace
  readonly present: ReadWorkspace
}

/** Something with a version of its own. */
export type VersionedDocument =
  | (Common & { readonly kind: 'agent'; readonly content: LinkedAgent })
  | (Common & { readonly kind: 'workflow'; readonly content: LinkedWorkflow })
  | (Common & { readonly kind: 'openapi'; readonly content: OpenApiDocument })

interface Common {
  /** The name of a manifest, the title of an OpenAPI document. */
  readonly name: string
  readonly version: string | undefined
  readonly file: string
  /** The file as the other version may know it: relative to what is compared. */
  readonly path: string
  /** Where the version stands, or should. */
  readonly versionPlace: Place
  /** It is written for tools that know no versions, and has none. */
  readonly isUnversioned?: boolean
}

/**
 * All documents of a workspace: what was found in it, and the OpenAPI documents that agents are bound to. `base` is the folder that
 * is compared, where that is not all of it.
 */
export function documentsOf(read: ReadWorkspace, base = ''): VersionedDocument[] {
  const { workspace } = read
  const documents = [
    ...workspace.agents.map((content) => ({ kind: 'agent' as const, content, ...manifested(content) })),
    ...workspace.workflows.map((content) => ({ kind: 'workflow' as const, content, ...manifested(content) })),
    ...openApiFiles(read).flatMap((file) => openApiDocument(file, read)),
  ]
  const prefix = joinPath(base, '')
  return documents.map((document) => {
    const { file } = document
    return { ...document, path: file.startsWith(prefix) ? file.slice(prefix.length) : file }
  })
}

function manifested({ manifest }: LinkedAgent | LinkedWorkflow): Omit<Common, 'path'> {
  const { name, version } = manifest.content.metadata
  const versionPlace = placeIn(manifest, '/metadata/version')
  // An importer that finds no version makes one, and lets it stand where the name does.
  const isUnversioned = isImported(manifest) && versionPlace.pointer === placeIn(manifest, '/metadata/name').pointer
  return { name, version: isUnversioned ? undefined : version, file: manifest.file, versionPlace, isUnversioned }
}

function openApiFiles({ workspace, facts }: ReadWorkspace): string[] {
  const found = [...facts.values()].filter(({ isOpenApi: is }) => is).map(({ file }) => file)
  const bound = workspace.agents.flatMap(({ manifest }) =>
    (manifest.content.spec.capabilities ?? []).flatMap(({ operation = '' }) => {
      const [path = ''] = operation.split('#')
      return (path === '' ? undefined : resolveFrom(manifest.file, path)) ?? []
    }),
  )
  return [...new Set([...found, ...bound])].sort()
}

function openApiDocument(file: string, { workspace }: ReadWorkspace) {
  const value = workspace.files.load(file)
  if (!isObject(value) || !isOpenApi(value)) return []
  const { document } = openOpenApi({ file, pointer: '' }, value, workspace.files.load)
  if (document === undefined) return []
  const info = isObject(value['info']) ? value['info'] : {}
  const version = typeof info['version'] === 'string' ? info['version'] : undefined
  const versionPlace = { file, pointer: '/info/version' }
  return [{ kind: 'openapi' as const, content: document, name: document.title, version, file, versionPlace }]
}
