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
      draft.set([...tool, 'input'], argumentsSchema(source, at('arguments')), at('arguments'))
    draft.set([...tool, 'output'], source.mapping(at('outputSchema')), at('outputSchema'))
  }
}

// Docker's registry lists arguments one by one: `{ name, type, desc }`, `items` for a list, `optional` for what may be left out.
function argumentsSchema(source: LegacyDocument, pointer: string): object {
  const items = source.mappings(pointer).filter(({ value }) => typeof value['name'] === 'string')
  const required = items.filter(({ value }) => value['optional'] !== true).map(({ value }) => String(value['name']))
  const properties = items.map(({ value: { name, type, desc, items: members } }) => [
    String(name),
    {
      ...(typeof type === 'string' ? { type } : {}),
      ...(isObject(members) ? { items: members } : {}),
      ...(typeof desc === 'string' ? { description: desc } : {}),
    },
  ])
  return { type: 'object', properties: Object.fromEntries(properties), ...(required.length > 0 ? { required } : {}) }
}
