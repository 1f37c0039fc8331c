import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

export const overseenAutonomy = defineRule({
  code: 'security/overseen-autonomy',
  on: 'agent',
  severity: 'warning',
  summary: 'An agent that acts on its own is overseen by a human.',
  rationale: 'What an autonomous agent does wrong goes on until somebody happens to look.',
  hint: 'Set humanOversight to notification or approval.',
  examples: {
    valid: ['autonomy: { level: autonomous, humanOversight: notification }', 'autonomy: { level: supervised }'],
    invalid: [
      { source: 'autonomy: { level: autonomous }', pointers: ['/spec/autonomy/level'] },
      { source: 'autonomy: { level: autonomous, humanOversight: none }', pointers: ['/spec/autonomy/humanOversight'] },
    ],
  },
  *check({ agent }) {
    const { level, humanOversight } = agent.manifest.content.spec.autonomy ?? {}
    if (level !== 'autonomous' || (humanOversight !== undefined && humanOversight !== 'none')) return
    const field = humanOversight === undefined ? 'level' : 'humanOversight'
    yield {
      pointer: toPointer('spec', 'autonomy', field),
      message: 'The agent is autonomous, and nobody oversees it.',
    }
  },
})
