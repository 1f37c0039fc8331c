import { typeReports } from '../flow/typed.ts'
import { defineRule } from '../rule.ts'

export const comparisonCanHold = defineRule({
  code: 'workflow/comparison-can-hold',
  on: 'workflow',
  severity: 'warning',
  summary: 'Comparisons are between values that can be equal.',
  rationale: 'Whatever the data, the comparison has the same result: a value is misspelt, or the wrong field is read.',
  hint: 'Correct the value or the field, or remove the comparison.',
  examples: {
    valid: [
      '{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, \'null\'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, when: \'input.state == "paid" || input.name == "all"\' } } }',
    ],
    invalid: [
      {
        source:
          "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, when: 'input.state == \"payed\"' } } }",
        pointers: ['/spec/tasks/one/when'],
      },
      {
        source:
          "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, when: 'input.name in [\"all\", input.count]' } } }",
        pointers: ['/spec/tasks/one/when'],
      },
    ],
  },
  *check(subject) {
    yield* typeReports(subject, ['never'])
  },
})
