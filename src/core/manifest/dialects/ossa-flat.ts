import { isObject } from '#core/json'
import type { Dialect } from '../dialect.ts'
import { ManifestDraft } from '../draft.ts'
import { LegacyDocument } from '../legacy-document.ts'
import { draftCapabilities, draftIdentity, finish } from './agent-parts.ts'

/** `ossa: 1.0` with `agent` for the identity and `capabilities` beside it. */
export const ossaFlat: Dialect = {
  name: 'ossa/1.0',
  detect: (document) => 'ossa' in document && isObject(document['agent']),
  read(document, place) {
    const source = new LegacyDocument(document, place)
    const draft = new ManifestDraft()
    draftIdentity(draft, source, {
      name: '/agent/name',
      version: '/agent/version',
      description: '/agent/description',
      owner: '/agent/author',
    })
    draft.set(['spec', 'type'], 'worker')
    draftCapabilities(draft, source, ['/capabilities'])
    if (isObject(source.get('/api'))) draft.set(['spec', 'protocols', 0], 'rest', '/api')
    return finish('Agent', draft, source)
  },
}
