import { typeReports } from '../flow/typed.ts'
import { defineRule } from '../rule.ts'

export const operandsAlwaysFit = defineRule({
  code: 'workflow/operands-always-fit',
  on: 'workflow',
  severity: 'warning',
  summary: 'Operators, functions and conditions take all that they may be given.',
  rationale: 'It works with most data, and fails the task in the middle of a run with the rest.',
  hint: 'Ask first, as in `x != null ? … : …`, or make the schema stricter.',
  examples: {
    valid: [
      "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.note == null ? input.name : input.note + input.name }}' } } } }",
    ],
    invalid: [
      {
        source:
          "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.note + input.name }}' } } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
    ],
  },
  *check(subject) {
    yield* typeReports(subject, ['sometimes-operands'])
  },
})
