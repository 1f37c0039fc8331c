import { parsePointer, toPointer } from '#core/json'
import { isLeftOut } from '#core/manifest'
import { typeReports } from '../flow/typed.ts'
import { defineRule } from '../rule.ts'

export const optionalRead = defineRule({
  code: 'workflow/optional-read',
  on: 'workflow',
  severity: 'warning',
  summary: 'An expression that reads what may be absent says what happens then.',
  rationale: 'In CEL, reading a field that is not there is an error, and fails the task.',
  hint: 'Ask first, as in `has(input.limit) ? input.limit : 10`, or make the field required.',
  examples: {
    valid: [
      "{ input: { type: object, properties: { a: { type: string } } }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ has(input.a) ? input.a : null }}' } } } }",
      "{ input: { type: object, properties: { a: { type: string } } }, tasks: { one: { agent: helper, capability: answer, when: 'has(input.a)', input: { a: '${{ input.a }}' } } } }",
      "tasks: { one: { agent: helper, capability: answer, when: '1 > 2' }, two: { agent: helper, capability: answer, when: 'has(tasks.one.output)', input: { a: '${{ tasks.one.output }}' } } }",
    ],
    invalid: [
      {
        source:
          "{ input: { type: object, properties: { a: { type: string } } }, tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input.a }}' } } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source:
          "tasks: { one: { agent: helper, capability: answer, when: '1 > 2' }, two: { agent: helper, capability: answer, input: { a: '${{ tasks.one.output }}' } } }",
        pointers: ['/spec/tasks/two/input/a'],
      },
      {
        source:
          "{ tasks: { one: { agent: helper, capability: answer, onError: continue } }, output: { a: '${{ tasks.one.output }}' } }",
        pointers: ['/spec/output/a'],
      },
    ],
  },
  *check(subject) {
    const { manifest } = subject.workflow
    for (const report of typeReports(subject, ['absent', 'null'])) {
      // A condition that is left out may have asked first.
      const [spec = '', tasks = '', id = ''] = parsePointer(report.pointer)
      if (!isLeftOut(manifest, toPointer(spec, tasks, id, 'when'))) yield report
    }
  },
})
