import { itemPointers } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

const protocolAt = itemPointers('/spec/protocols')

export const agentProtocol: Derivation = {
  rule: 'agent-protocol',
  summary: 'An agent speaks the protocols that it names.',
  origin: 'declared',
  kinds: ['speaks'],
  derive(file, tell) {
    for (const agent of file.agents) {
      const { protocols = [] } = agent.manifest.content.spec
      const source = file.nodeOf(agent)
      for (let index = 0; index < protocols.length; index += 1) {
        const place = placeIn(agent.manifest, protocolAt(index))
        tell({ kind: 'speaks', source, target: hubNode('protocol', protocols[index] ?? ''), place })
      }
    }
  },
}
