import { typeReports } from '../flow/typed.ts'
import { defineRule } from '../rule.ts'

export const operandTypes = defineRule({
  code: 'workflow/operand-types',
  on: 'workflow',
  severity: 'error',
  summary: 'Operators, functions and conditions are given values of a type that they take.',
  rationale: 'No value of these types goes together, so the expression fails whenever it is evaluated.',
  hint: 'Convert the value, or correct the schema that is wrong.',
  examples: {
    valid: [
      "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.count + 1 }}', b: '${{ input.name + string(input.count) }}' } } } }",
      "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, when: 'size(input.tags) > 0' } } }",
    ],
    invalid: [
      {
        source:
          "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.name + 1 }}' } } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source:
          "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.count.startsWith(input.name) }}' } } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source:
          "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.tags.map(tag, tag * 2) }}' } } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source:
          "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, when: input.name } } }",
        pointers: ['/spec/tasks/one/when'],
      },
    ],
  },
  *check(subject) {
    yield* typeReports(subject, ['operands'])
  },
})
