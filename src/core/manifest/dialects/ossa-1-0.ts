import { isObject } from '#core/json'
import type { Dialect } from '../dialect.ts'
import { ManifestDraft } from '../draft.ts'
import { LegacyDocument } from '../legacy-document.ts'
import { draftCapabilities, draftDependencies, draftIdentity, draftTools, finish } from './agent-parts.ts'

const typeOfRole: Readonly<Record<string, string>> = {
  orchestration: 'orchestrator',
  workflow: 'orchestrator',
  monitoring: 'monitor',
  audit: 'governor',
  compliance: 'governor',
  integration: 'integrator',
}

/** `ossaVersion: "1.0"` with everything under `agent`. */
export const ossa10: Dialect = {
  name: 'ossaVersion/1.0',
  detect: (document) => 'ossaVersion' in document && isObject(document['agent']),
  read(document, place) {
    const source = new LegacyDocument(document, place)
    const draft = new ManifestDraft()
    const name = source.firstOf('/agent/id') ?? '/agent/name'
    draftIdentity(draft, source, {
      name,
      version: '/agent/version',
      description: '/agent/description',
      owner: '/agent/metadata/author',
    })
    const role = source.text('/agent/role')
    draft.set(['spec', 'type'], typeOfRole[role ?? ''] ?? 'worker', '/agent/role')
    if (role !== undefined) draft.set(['spec', 'domains', 0], role, '/agent/role')
    draftCapabilities(draft, source, ['/agent/capabilities'])
    const dependencies = (['required', 'optional'] as const).flatMap((group) =>
      source.mappings(`/agent/dependencies/${group}`).map(({ pointer }) => ({
        name: `${pointer}/agent_id`,
        version: `${pointer}/min_version`,
        minimum: true,
        optional: group === 'optional',
      })),
    )
    draftDependencies(draft, source, dependencies)
    draftTools(draft, source, '/agent/tools')
    const bridges = Object.keys(source.mapping('/agent/bridge') ?? {})
    const protocol = source.text('/agent/integration/protocol')
    const protocols = [
      ...(protocol === undefined ? [] : [{ name: protocol, from: '/agent/integration/protocol' }]),
      ...bridges.map((name) => ({ name, from: `/agent/bridge/${name}` })),
    ]
    for (const [index, { name: value, from }] of protocols.entries())
      draft.set(['spec', 'protocols', index], value, from)
    draftRuntime(draft, source)
    return finish('Agent', draft, source)
  },
}

function draftRuntime(draft: ManifestDraft, source: LegacyDocument): void {
  const baseUrl = source.text('/agent/integration/endpoints/base_url')
  const command = source.get('/agent/runtime/command')
  if (baseUrl !== undefined && /^https?:/.test(baseUrl))
    draft.set(['spec', 'runtime', 'http', 'baseUrl'], baseUrl, '/agent/integration/endpoints/base_url')
  else if (Array.isArray(command) && command.length > 0)
    draft.set(
      ['spec', 'runtime', 'command', 'run'],
      source.texts('/agent/runtime/command').map(({ value }) => value),
      '/agent/runtime/command',
    )
}
