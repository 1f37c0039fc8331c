import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

export const owner: Derivation = {
  rule: 'owner',
  summary: 'An agent or a workflow is owned by the team or person that it names.',
  origin: 'declared',
  kinds: ['owned-by'],
  derive(file, tell) {
    const owned = [
      ...file.agents.map((agent) => ({ manifest: agent.manifest, source: file.nodeOf(agent) })),
      ...file.workflows.map((workflow) => ({ manifest: workflow.manifest, source: file.nodeOf(workflow) })),
    ]
    for (const { manifest, source } of owned) {
      const { owner: name } = manifest.content.metadata
      if (name === undefined) continue
      const place = placeIn(manifest, toPointer('metadata', 'owner'))
      tell({ kind: 'owned-by', source, target: hubNode('owner', name), place })
    }
  },
}
