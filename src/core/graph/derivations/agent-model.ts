import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

export const agentModel: Derivation = {
  rule: 'agent-model',
  summary: 'An agent runs on the language model that it names.',
  origin: 'declared',
  kinds: ['uses-model'],
  derive(file, tell) {
    for (const agent of file.agents) {
      const { provider, model } = agent.manifest.content.spec.runtime?.llm ?? {}
      if (model === undefined) continue
      const place = placeIn(agent.manifest, toPointer('spec', 'runtime', 'llm', 'model'))
      const name = provider === undefined ? model : `${provider}/${model}`
      tell({ kind: 'uses-model', source: file.nodeOf(agent), target: hubNode('model', name), place })
    }
  },
}
