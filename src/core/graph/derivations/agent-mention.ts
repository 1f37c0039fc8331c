import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentNamed } from '../file-subjects.ts'

export const agentMention: Derivation = {
  rule: 'agent-mention',
  summary: 'An agent that is described in markdown mentions the agents whose names stand in its prose.',
  origin: 'inferred',
  kinds: ['mentions'],
  isBetweenTwo: true,
  derive(file, tell) {
    for (const agent of file.agents) {
      const source = file.nodeOf(agent)
      const place = placeIn(agent.manifest, '')
      for (const { name, line, verb } of file.mentions(agent))
        tell({ kind: 'mentions', source, target: agentNamed(name), place, line, verb })
    }
  },
}
