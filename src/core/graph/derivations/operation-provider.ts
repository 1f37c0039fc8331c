import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import { resolveFrom } from '#core/source'
import type { Derivation, Fact } from '../derivation.ts'
import type { Fleet } from '../fleet.ts'

export const operationProvider: Derivation = {
  rule: 'operation-provider',
  summary: 'An agent provides the operations of the OpenAPI document that it is written in, or lists among its files.',
  origin: 'inferred',
  kinds: ['provides'],
  *derive(fleet) {
    const used = usedOperations(fleet)
    for (const agent of fleet.agents) {
      const { manifest } = agent
      const { files = [] } = manifest.content.spec
      const own = { file: manifest.file, place: placeIn(manifest, '') }
      const listed = files.flatMap(({ path, role }, index) => {
        const file = role === 'openapi' ? resolveFrom(manifest.file, path) : undefined
        return file === undefined ? [] : [{ file, place: placeIn(manifest, toPointer('spec', 'files', index, 'path')) }]
      })
      for (const { file, place } of [own, ...listed])
        for (const target of used.get(file)?.values() ?? [])
          yield { kind: 'provides', source: fleet.agentNode(agent), target, place }
    }
  },
}

/** The operations that agents are bound to, by id, by the document that they belong to. */
function usedOperations(fleet: Fleet): Map<string, Map<string, Fact['target']>> {
  const operations = new Map<string, Map<string, Fact['target']>>()
  for (const agent of fleet.agents)
    for (const capability of agent.capabilities) {
      const found = fleet.operation(agent, capability)
      if (found === undefined) continue
      const known = operations.get(found.document) ?? new Map<string, Fact['target']>()
      operations.set(found.document, known.set(found.node.id, found.node))
    }
  return operations
}
