import { itemPointers } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

const domainAt = itemPointers('/spec/domains')

export const agentDomain: Derivation = {
  rule: 'agent-domain',
  summary: 'An agent belongs to the domains that it names.',
  origin: 'declared',
  kinds: ['in-domain'],
  derive(file, tell) {
    for (const agent of file.agents) {
      const { domains = [] } = agent.manifest.content.spec
      const source = file.nodeOf(agent)
      for (let index = 0; index < domains.length; index += 1) {
        const place = placeIn(agent.manifest, domainAt(index))
        tell({ kind: 'in-domain', source, target: hubNode('domain', domains[index] ?? ''), place })
      }
    }
  },
}
