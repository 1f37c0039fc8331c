import { defineRule } from '../rule.ts'

export const oneSourceOfSchema = defineRule({
  code: 'manifest/one-source-of-schema',
  on: 'agent',
  severity: 'error',
  summary: 'A capability is bound to an operation or has schemas of its own, not both.',
  rationale: 'Two descriptions of the same data drift apart, and nobody knows which one holds.',
  hint: 'Remove `input` and `output`; the operation says both.',
  examples: {
    valid: [
      'capabilities: [{ name: orders, operation: ./orders.openapi.yaml#listOrders }]',
      'capabilities: [{ name: orders, input: { type: object } }]',
    ],
    invalid: [
      {
        source:
          'capabilities: [{ name: orders, operation: ./orders.openapi.yaml#listOrders, input: { type: object } }]',
        pointers: ['/spec/capabilities/0/input'],
      },
    ],
  },
  *check({ agent }) {
    for (const { name, pointer, content } of agent.capabilities) {
      if (content.operation === undefined) continue
      for (const field of ['input', 'output'] as const)
        if (content[field] !== undefined)
          yield {
            pointer: `${pointer}/${field}`,
            target: 'key',
            message: `The capability ${name} is bound to an operation and has its own \`${field}\` too.`,
          }
    }
  },
})
