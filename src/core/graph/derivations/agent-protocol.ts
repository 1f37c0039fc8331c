import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

export const agentProtocol: Derivation = {
  rule: 'agent-protocol',
  summary: 'An agent speaks the protocols that it names.',
  origin: 'declared',
  kinds: ['speaks'],
  *derive(file) {
    for (const agent of file.agents)
      for (const [index, name] of (agent.manifest.content.spec.protocols ?? []).entries()) {
        const place = placeIn(agent.manifest, toPointer('spec', 'protocols', index))
        yield { kind: 'speaks', source: file.nodeOf(agent), target: hubNode('protocol', name), place }
      }
  },
}
