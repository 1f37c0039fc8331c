import { inputFaults } from '../flow/input-faults.ts'
import { isMatterOfLimits, isPath, reportFault } from '../flow/report-fault.ts'
import { defineRule } from '../rule.ts'

export const inputInRange = defineRule({
  code: 'workflow/input-in-range',
  on: 'workflow',
  severity: 'warning',
  summary: 'The values that a task is given keep to the limits, patterns and lists of its capability.',
  rationale: 'Most values may pass, and the one that does not fails the task in the middle of a run.',
  hint: 'Say in the schema of the producer what its values keep to, or accept more.',
  examples: {
    valid: [
      "{ input: { type: object, properties: { limit: { type: integer, minimum: 1 } }, required: [limit] }, tasks: { one: { agent: helper, capability: count, input: { items: [], limit: '${{ input.limit }}' } } } }",
    ],
    invalid: [
      {
        source:
          "{ input: { type: object, properties: { limit: { type: integer } }, required: [limit] }, tasks: { one: { agent: helper, capability: count, input: { items: [], limit: '${{ input.limit }}' } } } }",
        pointers: ['/spec/tasks/one/input/limit'],
      },
    ],
  },
  async *check({ workflow, workspace }) {
    // Of what is calculated, the limits are not known.
    for (const fault of await inputFaults(workflow, workspace))
      if (isMatterOfLimits(fault) && isPath(fault.template)) yield reportFault(fault)
  },
})
