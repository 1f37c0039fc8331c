import semver from 'semver'
import { isObject } from '#core/json'
import { manifestDiagnostics } from '../diagnostics.ts'
import { type Dialect, dialectManifest } from '../dialect.ts'
import type { ManifestDraft } from '../draft.ts'
import type { LegacyDocument } from '../legacy-document.ts'

/** Name, version, description and owner, from the given pointers. */
export function draftIdentity(
  draft: ManifestDraft,
  source: LegacyDocument,
  from: { name: string; version: string; description: string; owner?: string },
): void {
  const name = source.text(from.name)
  if (name === undefined && source.get(from.name) === undefined)
    source.require(parentOf(from.name), `The document lacks the field "${from.name.slice(1).replaceAll('/', '.')}".`)
  draft.set(['metadata', 'name'], name, from.name)
  draft.set(['metadata', 'version'], draftVersion(source, from.version), from.version)
  draft.set(['metadata', 'description'], source.text(from.description), from.description)
  if (from.owner !== undefined) draft.set(['metadata', 'owner'], source.text(from.owner), from.owner)
  for (const [label, value] of Object.entries(source.mapping('/metadata/labels') ?? {}))
    if (typeof value !== 'object') draft.set(['metadata', 'labels', label], String(value))
  for (const [index, { value, pointer }] of tagsIn(source).entries())
    draft.set(['metadata', 'tags', index], value, pointer)
}

// Nobody has checked the tags of older dialects: what is none is passed over.
function tagsIn(source: LegacyDocument): { value: string; pointer: string }[] {
  const found = Array.isArray(source.get('/metadata/tags')) ? source.list('/metadata/tags') : []
  return found.flatMap(({ value, pointer }, index) => {
    const isTag = typeof value === 'string' && value !== '' && value.length <= longestTag
    return isTag && found.findIndex((other) => other.value === value) === index ? [{ value, pointer }] : []
  })
}

const longestTag = 128

function draftVersion(source: LegacyDocument, pointer: string): string {
  const written = source.text(pointer)
  const version = written?.replace(/^v/, '')
  if (version !== undefined && semver.valid(version) === version) return version
  if (written !== undefined || source.get(pointer) === undefined) {
    const message =
      written === undefined ? 'The manifest has no version.' : `${JSON.stringify(written)} is not a semantic version.`
    const hint = source.get(pointer) === undefined ? 'Add a version, for example 1.0.0.' : undefined
    source.findings.push(
      manifestDiagnostics.semanticVersion({
        ...source.at(written === undefined ? parentOf(pointer) : pointer),
        message,
        hint,
      }),
    )
  }
  return '0.0.0'
}

/** Capabilities from lists of names or of mappings with schemas. A name that comes up again in another list is the same one. */
export function draftCapabilities(draft: ManifestDraft, source: LegacyDocument, lists: readonly string[]): void {
  const seen = new Set<string>()
  for (const item of lists.flatMap((pointer) => source.list(pointer))) {
    const isNamed = typeof item.value === 'string'
    if (!isNamed && source.mapping(item.pointer) === undefined) continue
    const at = (field: string) => `${item.pointer}/${field}`
    const namePointer = isNamed ? item.pointer : at('name')
    const name = source.text(namePointer)
    if (name === undefined || seen.has(name)) continue
    const index = seen.size
    seen.add(name)
    const path = ['spec', 'capabilities', index]
    draft.set(path, {}, item.pointer)
    draft.set([...path, 'name'], name, namePointer)
    if (isNamed) continue
    draft.set([...path, 'description'], source.text(at('description')), at('description'))
    for (const [field, spellings] of schemaFields) {
      const found = source.firstOf(...spellings.map(at))
      if (found !== undefined) draft.set([...path, field], source.mapping(found), found)
    }
  }
}

const schemaFields = [
  ['input', ['inputSchema', 'input_schema', 'input']],
  ['output', ['outputSchema', 'output_schema', 'output']],
] as const

/** Dependencies on other agents. */
export function draftDependencies(
  draft: ManifestDraft,
  source: LegacyDocument,
  items: readonly { name: string; version?: string; optional: boolean; minimum?: boolean }[],
): void {
  let index = 0
  for (const { name, version, optional, minimum } of items) {
    const agent = source.text(name)
    if (agent === undefined) continue
    const path = ['spec', 'dependsOn', index]
    index += 1
    draft.set(path, {}, parentOf(name))
    draft.set([...path, 'agent'], agent, name)
    const range = version === undefined ? undefined : source.text(version)
    if (range !== undefined) draft.set([...path, 'version'], minimum ? `>=${range}` : range, version)
    if (optional) draft.set([...path, 'optional'], true)
  }
}

/** Names of protocols: a list of names or mappings, `supported`, or the keys of a mapping. */
export function draftProtocols(draft: ManifestDraft, source: LegacyDocument, pointers: readonly string[]): void {
  const seen = new Set<string>()
  for (const pointer of pointers) {
    for (const { value, from } of protocolNames(source, pointer)) {
      if (seen.has(value)) continue
      draft.set(['spec', 'protocols', seen.size], value, from)
      seen.add(value)
    }
  }
}

function protocolNames(source: LegacyDocument, pointer: string): { value: string; from: string }[] {
  const written = source.get(pointer)
  const list = isObject(written) && 'supported' in written ? `${pointer}/supported` : pointer
  if (isObject(source.get(list)))
    return Object.keys(source.mapping(list) ?? {}).map((value) => ({ value, from: `${list}/${value}` }))
  return source.list(list).flatMap((item) => {
    const from = isObject(item.value) ? `${item.pointer}/name` : item.pointer
    const value = source.text(from)
    return value === undefined ? [] : [{ value, from }]
  })
}

/** Tools, and the MCP servers that some dialects declare among them. */
export function draftTools(draft: ManifestDraft, source: LegacyDocument, pointer: string): void {
  let index = 0
  for (const item of source.list(pointer)) {
    const isNamed = typeof item.value === 'string'
    if (!isNamed && source.mapping(item.pointer) === undefined) continue
    const namePointer = isNamed ? item.pointer : `${item.pointer}/name`
    const name = source.text(namePointer)
    if (name === undefined) continue
    const path = ['spec', 'tools', index]
    index += 1
    draft.set(path, {}, item.pointer)
    draft.set([...path, 'name'], name, namePointer)
    if (isNamed) continue
    draft.set([...path, 'description'], source.text(`${item.pointer}/description`), `${item.pointer}/description`)
    const server = source.get(`${item.pointer}/config/server`)
    if (source.get(`${item.pointer}/type`) !== 'mcp' || typeof server !== 'string') continue
    draft.set(['spec', 'mcpServers', name], {}, item.pointer)
    draft.set(['spec', 'mcpServers', name, 'command'], server, `${item.pointer}/config/server`)
  }
}

/** Files that the manifest refers to: behaviours and validation schemas. */
export function draftFiles(draft: ManifestDraft, source: LegacyDocument): void {
  const files = [
    { pointer: '/spec/behaviors/primary', role: 'behavior' },
    ...source.texts('/spec/behaviors/additional').map(({ pointer }) => ({ pointer, role: 'behavior' })),
    { pointer: '/spec/validation/schema', role: 'schema' },
    { pointer: '/spec/validation/openapi', role: 'openapi' },
  ]
  const written = files.filter(({ pointer }) => source.text(pointer) !== undefined)
  for (const [index, { pointer, role }] of written.entries()) {
    draft.set(['spec', 'files', index], { role }, pointer)
    draft.set(['spec', 'files', index, 'path'], source.text(pointer), pointer)
  }
}

/** What a dialect returns: the manifest unless it has no name. */
export function finish(
  kind: 'Agent' | 'Workflow',
  draft: ManifestDraft,
  source: LegacyDocument,
): ReturnType<Dialect['read']> {
  draft.set(['apiVersion'], 'ossa/v1')
  draft.set(['kind'], kind)
  const content = draft.content as { metadata?: { name?: string }; spec?: object }
  const isUsable = content.metadata?.name !== undefined && content.spec !== undefined
  const manifest = isUsable
    ? dialectManifest(kind, content, { pointers: draft.pointers, writtenAs: draft.writtenAs })
    : undefined
  return { manifest, findings: source.findings }
}

function parentOf(pointer: string): string {
  return pointer.slice(0, pointer.lastIndexOf('/'))
}
