import { isObject, type JsonObject } from '#core/json'
import { isAgentType } from '../agent-types.ts'
import type { Dialect } from '../dialect.ts'
import { ManifestDraft } from '../draft.ts'
import { LegacyDocument } from '../legacy-document.ts'
import { isLegacyApiVersion } from '../marker.ts'
import {
  draftCapabilities,
  draftDependencies,
  draftFiles,
  draftIdentity,
  draftProtocols,
  draftTools,
  finish,
} from './agent-parts.ts'
import { draftTaskAgent } from './ossa-v0-task.ts'
import { draftWorkflow } from './ossa-v0-workflow.ts'
import { unknownKind } from './ossa-v1.ts'

// Kinds that stand beside agents in these dialects and describe something else.
const companions = new Set(['AgentBehavior', 'ProjectRegistry', 'OpenAPIRegistry', 'Policy', 'Registry', 'Workspace'])

/** `ossa/v0.x`, `ossa.io/v0.1.9`, `@bluefly/ossa/v0.1.9` and the like, and `ossa: 0.1.8`. */
export const ossaV0: Dialect = {
  name: 'ossa/v0',
  detect: (document) => isLegacyApiVersion(document['apiVersion']) || isHeadedByVersion(document),
  read(document, place) {
    const kind = document['kind'] ?? (isHeadedByVersion(document) ? 'Agent' : undefined)
    if (typeof kind === 'string' && companions.has(kind)) return { findings: [] }
    if (kind !== 'Agent' && kind !== 'Workflow' && kind !== 'Task') return { findings: [unknownKind(document, place)] }
    const source = new LegacyDocument(document, place)
    const draft = new ManifestDraft()
    draftIdentity(draft, source, {
      name: '/metadata/name',
      version: '/metadata/version',
      description: '/metadata/description',
      owner: '/metadata/author',
    })
    if (source.mapping('/spec') === undefined && document['spec'] === undefined)
      source.require('', 'The document lacks the field "spec".')
    if (kind === 'Workflow') draftWorkflow(draft, source)
    else if (kind === 'Task') draftTaskAgent(draft, source)
    else draftAgent(draft, source, place.file)
    return finish(kind === 'Workflow' ? 'Workflow' : 'Agent', draft, source)
  },
}

function isHeadedByVersion(document: JsonObject): boolean {
  return 'ossa' in document && isObject(document['metadata']) && !('apiVersion' in document)
}

function draftAgent(draft: ManifestDraft, source: LegacyDocument, file: string): void {
  draft.set(['spec', 'type'], ...agentType(source, file))
  const domains = ['/spec/capabilities/domains', '/spec/class', '/spec/taxonomy/domain']
    .flatMap((pointer) => (Array.isArray(source.get(pointer)) ? source.texts(pointer) : single(source, pointer)))
    .filter((item, index, all) => all.findIndex(({ value }) => value === item.value) === index)
  for (const [index, { value, pointer }] of domains.entries()) draft.set(['spec', 'domains', index], value, pointer)
  const role = source.text('/spec/role')
  // Newer ones keep the prompt in `role`; older ones a single word for the position.
  if (role !== undefined && /\s/.test(role.trim())) draft.set(['spec', 'instructions'], role, '/spec/role')
  const capabilities = isObject(source.get('/spec/capabilities'))
    ? ['/spec/capabilities/primary', '/spec/capabilities/secondary', '/spec/capabilities/operations']
    : ['/spec/capabilities']
  draftCapabilities(draft, source, capabilities)
  const dependencies = isObject(source.get('/spec/dependencies')) ? source.mappings('/spec/dependencies/agents') : []
  draftDependencies(
    draft,
    source,
    dependencies.map(({ pointer }) => ({
      name: `${pointer}/name`,
      version: `${pointer}/version`,
      optional: source.get(`${pointer}/optional`) === true,
    })),
  )
  draftProtocols(draft, source, ['/spec/protocols', '/protocols'])
  draftTools(draft, source, '/spec/tools')
  draftFiles(draft, source)
  draftRuntime(draft, source)
  const level = source.get('/spec/autonomy/level')
  if (level === 'manual' || level === 'supervised' || level === 'autonomous')
    draft.set(['spec', 'autonomy', 'level'], level, '/spec/autonomy/level')
}

function single(source: LegacyDocument, pointer: string): { value: string; pointer: string }[] {
  const value = source.text(pointer)
  return value === undefined ? [] : [{ value, pointer }]
}

// Not every dialect has a field for the type; the folder of the file (`workers/…`) is the next best source.
function agentType(source: LegacyDocument, file: string): [type: string, from?: string] {
  const written = [
    '/spec/type',
    '/metadata/type',
    '/metadata/labels/role',
    '/metadata/labels/category',
    '/metadata/agentKind',
  ]
  for (const pointer of written) {
    const value = source.get(pointer)
    if (typeof value === 'string' && isAgentType(value)) return [value, pointer]
  }
  const folder = file
    .split('/')
    .map((segment) => segment.replace(/s$/, ''))
    .find(isAgentType)
  return [folder ?? 'worker']
}

function draftRuntime(draft: ManifestDraft, source: LegacyDocument): void {
  const supported = isObject(source.get('/spec/protocols')) ? source.mappings('/spec/protocols/supported') : []
  const rest = supported.find(
    ({ value }) => (value['name'] === 'rest' || value['name'] === 'http') && /^https?:/.test(String(value['endpoint'])),
  )
  if (rest !== undefined) {
    draft.set(['spec', 'runtime', 'http', 'baseUrl'], rest.value['endpoint'], `${rest.pointer}/endpoint`)
    return
  }
  const llm = source.mapping('/spec/llm')
  if (llm === undefined) return
  draft.set(['spec', 'runtime', 'llm'], {}, '/spec/llm')
  draft.set(['spec', 'runtime', 'llm', 'provider'], source.text('/spec/llm/provider'), '/spec/llm/provider')
  draft.set(['spec', 'runtime', 'llm', 'model'], source.text('/spec/llm/model'), '/spec/llm/model')
}
