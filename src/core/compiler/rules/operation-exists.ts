import { defineRule } from '../rule.ts'

export const operationExists = defineRule({
  code: 'references/operation-exists',
  on: 'agent',
  severity: 'error',
  summary: 'The operation that a capability is bound to exists.',
  rationale: 'A capability without its operation has no types and cannot be called.',
  hint: 'Correct the reference, or add the operation.',
  examples: {
    valid: [
      'capabilities: [{ name: orders, operation: ./orders.openapi.yaml#listOrders }]',
      "capabilities: [{ name: orders, operation: './orders.openapi.yaml#/paths/~1orders/get' }]",
    ],
    invalid: [
      {
        source: 'capabilities: [{ name: orders, operation: ./orders.openapi.yaml#lstOrders }]',
        pointers: ['/spec/capabilities/0/operation'],
      },
      {
        source: 'capabilities: [{ name: orders, operation: ./missing.yaml#listOrders }]',
        pointers: ['/spec/capabilities/0/operation'],
      },
    ],
  },
  *check({ agent }) {
    for (const { pointer, binding } of agent.capabilities) {
      if (binding === undefined || 'operation' in binding) continue
      yield { pointer: `${pointer}/operation`, message: binding.problem, hint: binding.hint }
    }
  },
})
