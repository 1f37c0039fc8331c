import { typeReports } from '../flow/typed.ts'
import { defineRule } from '../rule.ts'

export const fieldExists = defineRule({
  code: 'workflow/field-exists',
  on: 'workflow',
  severity: 'error',
  summary: 'Expressions read only fields that can be there.',
  rationale: 'The schema rules the field out, so the expression fails whenever it is evaluated.',
  hint: 'Read a field that the schema knows.',
  examples: {
    valid: [
      "{ input: { type: object, properties: { a: { type: string } }, required: [a], additionalProperties: false }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.a }}' } } } }",
    ],
    invalid: [
      {
        source:
          "{ input: { type: object, properties: { file: { type: string } }, required: [file], additionalProperties: false }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.fiel }}' } } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source:
          "{ input: { type: object, properties: { file: { type: string } }, required: [file] }, tasks: { one: { agent: helper, capability: answer, when: 'input.file.size > 5' } } }",
        pointers: ['/spec/tasks/one/when'],
      },
      {
        source:
          "{ tasks: { one: { agent: helper, capability: count, input: { items: [] } } }, output: '${{ tasks.one.total }}' }",
        pointers: ['/spec/output'],
      },
    ],
  },
  *check(subject) {
    yield* typeReports(subject, ['closed', 'scalar'])
  },
})
