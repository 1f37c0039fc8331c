import { placeIn } from '#core/manifest'
import { defineRule } from '../rule.ts'

export const uniqueAgent = defineRule({
  code: 'manifest/unique-agent',
  on: 'agent',
  severity: 'error',
  summary: 'An agent is the only one of its name and version.',
  rationale: 'A reference by name could mean either of the two.',
  hint: 'Rename one of the two, or give it another version.',
  examples: {
    valid: ['domains: [billing]'],
    invalid: [
      {
        source:
          '{ apiVersion: ossa/v1, kind: Agent, metadata: { name: helper, version: 1.2.0 }, spec: { type: worker } }',
        pointers: ['/metadata/name'],
      },
    ],
  },
  *check({ agent, workspace }) {
    const first = workspace.firstOfName(agent.manifest)
    if (first === undefined || first === agent.manifest) return
    yield {
      pointer: '/metadata/name',
      message: `There is another agent ${agent.id}.`,
      related: [{ ...placeIn(first, '/metadata/name'), message: 'It is here.' }],
    }
  },
})
