import { inputFaults } from '../flow/input-faults.ts'
import { isMatterOfLimits, reportFault, withoutSlips } from '../flow/report-fault.ts'
import { defineRule } from '../rule.ts'

export const inputFits = defineRule({
  code: 'workflow/input-fits',
  on: 'workflow',
  severity: 'error',
  summary: 'The input of each task is of the type that its capability takes.',
  rationale: 'The task would be refused, or would work on something else than it expects, in the middle of a run.',
  hint: 'Give what is accepted, or correct the schema that is wrong.',
  examples: {
    valid: [
      'tasks: { one: { agent: helper, capability: count, input: { items: [a], limit: 5 } } }',
      "{ input: { type: object, properties: { items: { type: array, items: { type: string } } }, required: [items] }, tasks: { one: { agent: helper, capability: count, input: { items: '${{ input.items }}' } } } }",
      "{ input: { type: object, properties: { items: { type: array, items: { type: string } } }, required: [items] }, tasks: { one: { agent: helper, capability: count, input: '${{ input }}' } } }",
      "tasks: { one: { agent: helper, capability: count, input: { items: [] } }, two: { agent: helper, capability: count, input: { items: [], limit: '${{ tasks.one.output.total }}' } } }",
    ],
    invalid: [
      {
        source: 'tasks: { one: { agent: helper, capability: count, input: { items: [a, 5] } } }',
        pointers: ['/spec/tasks/one/input/items/1'],
      },
      { source: 'tasks: { one: { agent: helper, capability: count } }', pointers: ['/spec/tasks/one'] },
      {
        source:
          "tasks: { one: { agent: helper, capability: count, input: { items: [] } }, two: { agent: helper, capability: count, input: '${{ tasks.one.output.total }}' } }",
        pointers: ['/spec/tasks/two/input'],
      },
      {
        source: 'tasks: { one: { agent: helper, capability: count, input: { items: [], limits: 5 } } }',
        pointers: ['/spec/tasks/one/input/limits'],
      },
      {
        source:
          "{ input: { type: object, properties: { items: { type: string } }, required: [items] }, tasks: { one: { agent: helper, capability: count, input: { items: '${{ input.items }}' } } } }",
        pointers: ['/spec/tasks/one/input/items'],
      },
    ],
  },
  async *check({ workflow, workspace }) {
    for (const fault of withoutSlips(await inputFaults(workflow, workspace)))
      if (!isMatterOfLimits(fault)) yield reportFault(fault)
  },
})
