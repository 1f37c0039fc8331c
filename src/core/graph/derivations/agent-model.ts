import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../fleet.ts'

export const agentModel: Derivation = {
  rule: 'agent-model',
  summary: 'An agent runs on the language model that it names.',
  origin: 'declared',
  kinds: ['uses-model'],
  *derive(fleet) {
    for (const agent of fleet.agents) {
      const { provider, model } = agent.manifest.content.spec.runtime?.llm ?? {}
      if (model === undefined) continue
      const place = placeIn(agent.manifest, toPointer('spec', 'runtime', 'llm', 'model'))
      const name = provider === undefined ? model : `${provider}/${model}`
      yield { kind: 'uses-model', source: fleet.agentNode(agent), target: hubNode('model', name, place), place }
    }
  },
}
