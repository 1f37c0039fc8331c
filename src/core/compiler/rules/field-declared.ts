import { typeReports } from '../flow/typed.ts'
import { defineRule } from '../rule.ts'

export const fieldDeclared = defineRule({
  code: 'workflow/field-declared',
  on: 'workflow',
  severity: 'warning',
  summary: 'Expressions read only fields that the schema mentions.',
  rationale:
    'The schema mentions other fields but not this one: it is probably misspelt, and nobody promises that it is there.',
  hint: 'Read a field that the schema mentions, or add it to the schema.',
  examples: {
    valid: [
      "{ input: { type: object, properties: { a: { type: string } }, required: [a] }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.a }}' } } } }",
      "{ input: { type: object }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.a }}' } } } }",
    ],
    invalid: [
      {
        source:
          "{ tasks: { one: { agent: helper, capability: count, input: { items: [] } } }, output: { total: '${{ tasks.one.output.totl }}' } }",
        pointers: ['/spec/output/total'],
      },
    ],
  },
  *check(subject) {
    yield* typeReports(subject, ['undeclared'])
  },
})
