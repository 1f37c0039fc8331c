import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

export const described = defineRule({
  code: 'documentation/described',
  on: 'agent',
  onlyOssa: true,
  severity: 'warning',
  preset: 'strict',
  summary: 'Agents and their capabilities are described.',
  rationale: 'People and language models choose an agent by what its description says it does.',
  hint: 'Add a description of one sentence.',
  examples: {
    valid: [
      '{ apiVersion: ossa/v1, kind: Agent, metadata: { name: example, version: 1.0.0, description: Answers. }, spec: { type: worker, capabilities: [{ name: answer, description: Answers a question. }] } }',
    ],
    invalid: [
      { source: 'capabilities: [{ name: answer }]', pointers: ['/metadata/name', '/spec/capabilities/0/name'] },
    ],
  },
  *check({ agent }) {
    const { metadata, spec } = agent.manifest.content
    if (isBlank(metadata.description))
      yield { pointer: toPointer('metadata', 'name'), message: `The agent ${metadata.name} has no description.` }
    for (const [index, { name, description }] of (spec.capabilities ?? []).entries())
      if (isBlank(description))
        yield {
          pointer: toPointer('spec', 'capabilities', index, 'name'),
          message: `The capability ${name} has no description.`,
        }
  },
})

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}
