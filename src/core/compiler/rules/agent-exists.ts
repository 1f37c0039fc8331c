import type { AgentSpec } from '#core/contract'
import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

/** Fields of an agent that list other agents. */
export const relationFields = [
  'reviews',
  'judges',
  'trains',
  'governs',
  'monitors',
  'integrates',
  'orchestrates',
] as const satisfies readonly (keyof AgentSpec)[]

export const agentExists = defineRule({
  code: 'references/agent-exists',
  on: 'agent',
  severity: 'error',
  summary: 'The agents that an agent depends on or relates to are in the workspace.',
  rationale: 'What an agent relies on must be there when it runs, in a version it can work with.',
  hint: 'Correct the name, or add the agent.',
  examples: {
    valid: [
      'dependsOn: [{ agent: helper, version: ^1 }]',
      'dependsOn: [{ agent: elsewhere, optional: true }]',
      'reviews: [helper]',
    ],
    invalid: [
      { source: 'dependsOn: [{ agent: helpr }]', pointers: ['/spec/dependsOn/0/agent'] },
      { source: 'dependsOn: [{ agent: helper, version: ^2 }]', pointers: ['/spec/dependsOn/0/version'] },
      { source: 'monitors: [nobody]', pointers: ['/spec/monitors/0'] },
    ],
  },
  *check({ agent, workspace }) {
    const { spec } = agent.manifest.content
    const from = agent.manifest.file
    for (const [index, { agent: name, version, optional }] of (spec.dependsOn ?? []).entries()) {
      const lookup = workspace.findAgent(name, { from, range: version })
      if ('found' in lookup || lookup.problem === 'faulty' || (optional === true && lookup.problem === 'missing'))
        continue
      const field = lookup.problem === 'version' ? 'version' : 'agent'
      yield { pointer: toPointer('spec', 'dependsOn', index, field), message: lookup.message, hint: lookup.hint }
    }
    for (const field of relationFields) {
      for (const [index, name] of (spec[field] ?? []).entries()) {
        const lookup = workspace.findAgent(name, { from })
        if ('problem' in lookup && lookup.problem !== 'faulty')
          yield { pointer: toPointer('spec', field, index), message: lookup.message, hint: lookup.hint }
      }
    }
  },
})
