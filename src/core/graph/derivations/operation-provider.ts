import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import { resolveFrom } from '#core/source'
import type { Derivation } from '../derivation.ts'

export const operationProvider: Derivation = {
  rule: 'operation-provider',
  summary: 'An agent provides the operations of the OpenAPI document that it is written in, or lists among its files.',
  origin: 'inferred',
  kinds: ['provides'],
  derive(file, tell) {
    for (const agent of file.agents) {
      const { manifest } = agent
      const { files = [] } = manifest.content.spec
      const own = file.isOpenApi ? [{ document: file.file, place: placeIn(manifest, '') }] : []
      const listed = files.flatMap(({ path, role }, index) => {
        const document = role === 'openapi' ? resolveFrom(manifest.file, path) : undefined
        const place = placeIn(manifest, toPointer('spec', 'files', index, 'path'))
        return document === undefined ? [] : [{ document, place }]
      })
      for (const { document, place } of [...own, ...listed])
        tell({ kind: 'provides', source: file.nodeOf(agent), target: { form: 'document', file: document }, place })
    }
  },
}
