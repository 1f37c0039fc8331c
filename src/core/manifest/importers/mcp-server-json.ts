import { appendPointer, isObject } from '#core/json'
import type { DialectManifest } from '../dialect.ts'
import type { Importer } from '../importer.ts'
import { LegacyDocument } from '../legacy-document.ts'
import { draftImport, finishServer } from './parts.ts'

const registry = /^registry(?:_name|_type|Type)$/
const transports = ['streamable-http', 'streamable', 'sse', 'http', 'stdio']

/** `server.json` of the MCP registry, in the spellings of all its versions; also a list of such servers, as registries give it. */
export const mcpServerJson: Importer = {
  name: 'mcp/server.json',
  summary: 'Servers of the Model Context Protocol, as they are published to a registry.',
  formats: ['json'],
  mayBe: (text) =>
    /"registry(?:_name|_type|Type)"/.test(text) ||
    text.includes('server.schema.json"') ||
    (text.includes('"remotes"') && transports.some((transport) => text.includes(`"${transport}"`))),
  detect: ({ value }) => (Array.isArray(value) ? value.length > 0 && value.every(isServer) : isServer(value)),
  read({ value }, place) {
    const source = new LegacyDocument(value, place)
    const pointers = Array.isArray(value) ? source.list('').map(({ pointer }) => pointer) : ['']
    return { manifests: pointers.flatMap((at) => readServer(source, at)), findings: source.findings }
  },
}

function isServer(value: unknown): boolean {
  if (!isObject(value) || !('name' in value)) return false
  const { $schema, packages, remotes } = value
  if (typeof $schema === 'string' && /modelcontextprotocol.*\/server\.schema\.json$/.test($schema)) return true
  if (isListOf(packages, (each) => Object.keys(each).some((key) => registry.test(key)))) return true
  if (isListOf(remotes, (each) => transports.includes(String(each['transport_type'] ?? each['type'])))) return true
  // In a registry, a server may have neither.
  return isObject(value['version_detail']) && isObject(value['repository'])
}

function isListOf(value: unknown, isOne: (item: Record<string, unknown>) => boolean): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((item) => isObject(item) && isOne(item))
}

function readServer(source: LegacyDocument, at: string): DialectManifest[] {
  const version = source.firstOf(`${at}/version`, `${at}/version_detail/version`)
  const draft = draftImport(source, {
    at,
    name: `${at}/name`,
    ...(version === undefined ? {} : { version }),
    description: `${at}/description`,
    known: ['$schema', 'name', 'version', 'description'],
  })
  if (draft === undefined) return []
  draft.set(['spec'], {}, at)
  draft.set(['spec', 'url'], source.text(`${at}/remotes/0/url`), `${at}/remotes/0/url`)
  const packages = source.mappings(`${at}/packages`).flatMap(({ value, pointer }) => {
    const kind = Object.keys(value).find((key) => registry.test(key))
    const name = source.text(source.firstOf(`${pointer}/identifier`, `${pointer}/name`) ?? pointer)
    return kind === undefined || name === undefined ? [] : [`${source.text(appendPointer(pointer, kind))}:${name}`]
  })
  if (packages.length > 0) draft.set(['metadata', 'annotations', 'packages'], packages.join(', '), `${at}/packages`)
  return [finishServer(draft)]
}
