import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../file-subjects.ts'

export const agentDomain: Derivation = {
  rule: 'agent-domain',
  summary: 'An agent belongs to the domains that it names.',
  origin: 'declared',
  kinds: ['in-domain'],
  *derive(file) {
    for (const agent of file.agents)
      for (const [index, name] of (agent.manifest.content.spec.domains ?? []).entries()) {
        const place = placeIn(agent.manifest, toPointer('spec', 'domains', index))
        yield { kind: 'in-domain', source: file.nodeOf(agent), target: hubNode('domain', name), place }
      }
  },
}
