import { typeReports } from '../flow/typed.ts'
import { defineRule } from '../rule.ts'

export const interpolatedText = defineRule({
  code: 'workflow/interpolated-text',
  on: 'workflow',
  severity: 'warning',
  preset: 'strict',
  summary: 'What is put into a text is text, a number or a boolean.',
  rationale: 'Lists and objects stand in the text as JSON, which few readers expect in the middle of a sentence.',
  hint: 'Read one field of it, or join a list: `list.join(", ")`.',
  examples: {
    valid: [
      "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, input: { a: 'Of ${{ input.name }}: ${{ input.tags.join(\", \") }}' } } } }",
    ],
    invalid: [
      {
        source:
          "{ input: { type: object, properties: { name: { type: string }, count: { type: integer }, note: { type: [string, 'null'] }, tags: { type: array, items: { type: string } }, state: { enum: [open, paid] } }, required: [name, count, note, tags, state] }, tasks: { one: { agent: helper, capability: answer, input: { a: 'Of ${{ input.tags }}' } } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
    ],
  },
  *check(subject) {
    yield* typeReports(subject, ['composed-text'])
  },
})
