import { appendPointer, isObject } from '#core/json'
import { isAgentType } from '../agent-types.ts'
import type { Dialect } from '../dialect.ts'
import { ManifestDraft } from '../draft.ts'
import { LegacyDocument } from '../legacy-document.ts'
import { isOpenApiAgent } from '../marker.ts'
import { draftCapabilities, draftIdentity, draftTools, finish } from './agent-parts.ts'

/** An OpenAPI document that describes an agent in `x-ossa`: its operations are the capabilities. */
export const openapiExtension: Dialect = {
  name: 'openapi/x-ossa',
  detect: isOpenApiAgent,
  read(document, place) {
    const source = new LegacyDocument(document, place)
    const draft = new ManifestDraft()
    draftIdentity(draft, source, {
      name: '/x-ossa/agent/id',
      version: '/info/version',
      description: '/info/description',
    })
    const type = source.text('/x-ossa/agent/type')
    draft.set(['spec', 'type'], isAgentType(type) ? type : 'worker', '/x-ossa/agent/type')
    const file = place.file.split('/').at(-1)
    const operations = operationIds(source)
    for (const [index, { id, pointer }] of operations.entries()) {
      draft.set(['spec', 'capabilities', index], {}, pointer)
      draft.set(['spec', 'capabilities', index, 'name'], id, `${pointer}/operationId`)
      draft.set(['spec', 'capabilities', index, 'operation'], `./${file}#${id}`, `${pointer}/operationId`)
    }
    if (operations.length === 0) draftCapabilities(draft, source, ['/x-agent/capabilities'])
    draftTools(draft, source, '/x-agent/tools')
    draft.set(['spec', 'protocols', 0], 'rest', '/openapi')
    return finish('Agent', draft, source)
  },
}

function operationIds(source: LegacyDocument): { id: string; pointer: string }[] {
  return Object.entries(source.mapping('/paths') ?? {}).flatMap(([path, item]) =>
    Object.entries(isObject(item) ? item : {}).flatMap(([method, operation]) => {
      const id = isObject(operation) ? operation['operationId'] : undefined
      return typeof id === 'string' ? [{ id, pointer: appendPointer('/paths', path, method) }] : []
    }),
  )
}
