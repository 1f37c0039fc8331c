import { isObject } from '#core/json'
import type { Importer } from '../importer.ts'
import { LegacyDocument } from '../legacy-document.ts'
import { draftTools } from './mcp-tools.ts'
import { draftImport, draftTags, finishServer } from './parts.ts'

const types = ['server', 'remote', 'poci']

/** `server.yaml` of Docker's MCP registry. Its tools are in `tools.json` beside it, or in the file itself. */
export const mcpDocker: Importer = {
  name: 'mcp/server.yaml',
  summary: "Servers of the Model Context Protocol, as Docker's registry describes them.",
  formats: ['yaml'],
  mayBe: (text) => /^type:[ \t]*["']?(?:server|remote|poci)\b/m.test(text) && /^about:/m.test(text),
  detect: ({ value }) =>
    isObject(value) &&
    types.includes(String(value['type'])) &&
    isObject(value['about']) &&
    ['image', 'remote', 'tools'].some((field) => field in value),
  read({ value }, place) {
    const source = new LegacyDocument(value, place)
    const draft = draftImport(source, {
      at: '',
      name: '/name',
      description: '/about/description',
      known: ['name', 'type'],
    })
    if (draft === undefined) return { manifests: [], findings: source.findings }
    draft.set(['metadata', 'labels', 'category'], source.text('/meta/category'), '/meta/category')
    draftTags(draft, source, ['/meta/tags'])
    draft.set(['spec'], {}, '')
    draft.set(['spec', 'url'], source.text('/remote/url'), '/remote/url')
    draftTools(draft, source, { list: '/tools', path: ['spec', 'capabilities'] })
    return { manifests: [finishServer(draft)], findings: source.findings }
  },
}
