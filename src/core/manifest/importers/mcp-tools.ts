import type { Capability } from '#core/contract'
import { isObject, type JsonObject } from '#core/json'
import { ManifestDraft } from '../draft.ts'
import type { Importer } from '../importer.ts'
import { LegacyDocument } from '../legacy-document.ts'

/** The tools of an MCP server in a list of their own: `tools.json`, as a server answers `tools/list`, or as Docker's registry writes it. */
export const mcpTools: Importer = {
  name: 'mcp/tools.json',
  summary: 'Tools of a server of the Model Context Protocol. They belong to the server that is described beside them.',
  formats: ['json'],
  mayBe: (text, file) =>
    /^\s*\[\s*\{/.test(text) &&
    text.includes('"description"') &&
    (isNamedSo(file) || /"(?:inputSchema|arguments)"/.test(text)),
  detect: ({ value }, file) =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((tool) => isObject(tool) && isText(tool['name']) && isText(tool['description'])) &&
    // A tool that takes nothing says nothing of it; a list of such tools could be a list of anything.
    (isNamedSo(file) || value.some((tool) => isObject(tool) && takesInput(tool))),
  read({ value }, place) {
    const source = new LegacyDocument(value, place)
    const draft = new ManifestDraft()
    draftTools(draft, source, { list: '', path: ['tools'] })
    const { tools = [] } = draft.content as { tools?: Capability[] }
    return { manifests: [], tools: { tools, pointers: draft.pointers }, findings: source.findings }
  },
}

function isNamedSo(file: string): boolean {
  return /(?:^|\/)tools\.json$/.test(file)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function takesInput({ inputSchema, arguments: listed }: JsonObject): boolean {
  return isObject(inputSchema) || Array.isArray(listed)
}

/** Tools as capabilities, with their schemas. The second of two equal names is left out: nobody can call it. */
export function draftTools(
  draft: ManifestDraft,
  source: LegacyDocument,
  { list, path }: { list: string; path: readonly string[] },
): void {
  const seen = new Set<string>()
  for (const { pointer } of source.mappings(list)) {
    const at = (field: string) => `${pointer}/${field}`
    const name = source.text(at('name'))
    if (name === undefined || name === '' || seen.has(name)) continue
    const tool = [...path, seen.size]
    seen.add(name)
    draft.set(tool, {}, pointer)
    draft.set([...tool, 'name'], name, at('name'))
    draft.set([...tool, 'description'], source.text(at('description')), at('description'))
    const schema = source.firstOf(at('inputSchema'), at('parameters'))
    if (schema !== undefined) draft.set([...tool, 'input'], source.mapping(schema), schema)
    else if (source.get(at('arguments')) !== undefined)
      draftArguments(draft, source, { list: at('arguments'), path: [...tool, 'input'] })
    draft.set([...tool, 'output'], source.mapping(at('outputSchema')), at('outputSchema'))
  }
}

// Docker's registry lists arguments one by one: `{ name, type, desc }`, `items` for a list, `optional` for what may be left out.
function draftArguments(
  draft: ManifestDraft,
  source: LegacyDocument,
  { list, path }: { list: string; path: readonly (string | number)[] },
): void {
  const items = source.mappings(list).filter(({ value }) => typeof value['name'] === 'string')
  const required = items.filter(({ value }) => value['optional'] !== true).map(({ value }) => String(value['name']))
  draft.set(path, {}, list)
  draft.set([...path, 'type'], 'object')
  draft.set([...path, 'properties'], {})
  for (const { value, pointer } of items) {
    const at = [...path, 'properties', String(value['name'])]
    draft.set(at, {}, pointer)
    if (typeof value['type'] === 'string') draft.set([...at, 'type'], value['type'], `${pointer}/type`)
    if (isObject(value['items'])) draft.set([...at, 'items'], value['items'], `${pointer}/items`)
    if (typeof value['desc'] === 'string') draft.set([...at, 'description'], value['desc'], `${pointer}/desc`)
  }
  if (required.length > 0) draft.set([...path, 'required'], required)
}
