import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import { defineRule } from '../rule.ts'

export const uniqueCapabilityName = defineRule({
  code: 'manifest/unique-capability-name',
  on: 'agent',
  severity: 'error',
  summary: 'Capability names are unique within an agent.',
  rationale: 'Callers address a capability by its name; the second of two could never be reached.',
  hint: 'Rename one of the two, or merge them.',
  examples: {
    valid: ['capabilities: [{ name: search }, { name: answer }]'],
    invalid: [
      { source: 'capabilities: [{ name: search }, { name: search }]', pointers: ['/spec/capabilities/1/name'] },
    ],
  },
  *check({ agent }) {
    const first = new Map<string, string>()
    for (const [index, { name }] of agent.capabilities.entries()) {
      const pointer = toPointer('spec', 'capabilities', index, 'name')
      const earlier = first.get(name)
      if (earlier === undefined) first.set(name, pointer)
      else
        yield {
          pointer,
          message: `The capability name ${JSON.stringify(name)} is taken already.`,
          related: [{ ...placeIn(agent.manifest, earlier), message: 'First here.' }],
        }
    }
  },
})
