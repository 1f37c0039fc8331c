import { appendPointer, isObject } from '#core/json'
import type { ManifestDraft } from '../draft.ts'
import type { Item, LegacyDocument } from '../legacy-document.ts'

/** What an agent may use: a tool, one of an MCP server, all of a server, or another agent. */
export interface Grant {
  readonly name?: string
  readonly mcp?: string
  readonly agent?: string
}

/** The texts of a list, or of one text in which commas separate them; not those in brackets, as in `Bash(git add, git commit)`. */
export function listedTexts(source: LegacyDocument, pointer: string): Item<string>[] {
  const written = source.get(pointer)
  const items = typeof written === 'string' ? [{ value: written, pointer }] : source.texts(pointer)
  return items
    .flatMap((item) => item.value.split(/,(?![^()]*\))/).map((value) => ({ ...item, value: value.trim() })))
    .filter(({ value }) => value !== '' && value !== '*')
}

/** Puts what is granted among the tools, once each, and whole servers among the MCP servers. */
export function draftGrants(draft: ManifestDraft, grants: readonly Item<Grant>[]): void {
  const seen = new Set<string>()
  for (const { value, pointer } of grants) {
    const { name, mcp, agent } = value
    if (name === undefined && agent === undefined) {
      draftServer(draft, mcp ?? '', pointer)
      continue
    }
    const key = JSON.stringify([name, mcp, agent])
    if (seen.has(key)) continue
    const path = ['spec', 'tools', seen.size]
    seen.add(key)
    draft.set(path, {}, pointer)
    for (const [field, text] of Object.entries(value)) draft.set([...path, field], text, pointer)
  }
}

/** The MCP servers that an agent brings along: by name, or as a list of names and of such mappings. */
export function draftServers(draft: ManifestDraft, source: LegacyDocument, pointer: string): void {
  const written = source.get(pointer)
  if (typeof written === 'string') draftServer(draft, written, pointer)
  else if (Array.isArray(written)) for (const item of source.list(pointer)) draftServers(draft, source, item.pointer)
  else
    for (const name of Object.keys(source.mapping(pointer) ?? {})) {
      const at = appendPointer(pointer, name)
      draftServer(draft, name, at)
      if (isObject(source.get(at))) draftConnection(draft, source, { name, at })
    }
}

function draftServer(draft: ManifestDraft, name: string, pointer: string): void {
  const path = ['spec', 'mcpServers', name]
  if (!draft.has(path)) draft.set(path, {}, pointer)
}

function draftConnection(
  draft: ManifestDraft,
  source: LegacyDocument,
  { name, at }: { name: string; at: string },
): void {
  const path = ['spec', 'mcpServers', name]
  for (const field of ['command', 'url'])
    if (typeof source.get(`${at}/${field}`) === 'string')
      draft.set([...path, field], source.text(`${at}/${field}`), `${at}/${field}`)
  for (const [index, { value, pointer }] of source.texts(`${at}/args`).entries())
    draft.set([...path, 'args', index], value, pointer)
  for (const variable of Object.keys(source.mapping(`${at}/env`) ?? {})) {
    const pointer = appendPointer(`${at}/env`, variable)
    draft.set([...path, 'env', variable], source.text(pointer), pointer)
  }
  const tools = source.texts(`${at}/tools`)
  // All of them, whatever they are.
  if (tools.some(({ value }) => value === '*')) return
  for (const [index, { value, pointer }] of tools.entries()) draft.set([...path, 'tools', index], value, pointer)
}
