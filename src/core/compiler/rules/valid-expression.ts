import { compileExpression, type TemplateExpression, templateExpressions } from '#core/expression'
import { taskExpressions } from '#core/workflow'
import { defineRule, type RuleReport } from '../rule.ts'

export const validExpression = defineRule({
  code: 'workflow/valid-expression',
  on: 'workflow',
  severity: 'error',
  summary: 'Expressions are well-formed CEL over `input` and `tasks`.',
  rationale: 'A faulty expression fails the task at the moment it is to start.',
  hint: 'Correct the expression. Its language is CEL (cel.dev).',
  isEssential: true,
  examples: {
    valid: [
      "tasks: { one: { agent: helper, capability: answer, input: { question: '${{ input.question }}' }, when: 'size(input.question) > 0' } }",
    ],
    invalid: [
      {
        source: "tasks: { one: { agent: helper, capability: answer, input: { a: '${{ input. }}' } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source: "tasks: { one: { agent: helper, capability: answer, input: { a: '${{ env.HOME }}' } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source: "tasks: { one: { agent: helper, capability: answer, when: '1 + true' } }",
        pointers: ['/spec/tasks/one/when'],
      },
      {
        source:
          'tasks: { one: { agent: helper, capability: answer, when: \'input.a = 5 and input.b.startWith("x")\' } }',
        pointers: ['/spec/tasks/one/when'],
        fixed:
          'tasks: { one: { agent: helper, capability: answer, when: \'input.a == 5 && input.b.startsWith("x")\' } }',
      },
      {
        source: "{ tasks: { one: { agent: helper, capability: answer } }, output: '${{ tasks.one' }",
        pointers: ['/spec/output'],
      },
    ],
  },
  *check({ workflow }) {
    const { spec } = workflow.manifest.content
    const expressions = Object.entries(spec.tasks).flatMap(([id, task]) => taskExpressions(id, task))
    for (const expression of [...expressions, ...templateExpressions(spec.output, '/spec/output')])
      yield* problems(expression)
  },
})

function* problems({ pointer, source, start, isUnclosed }: TemplateExpression): Iterable<RuleReport> {
  if (isUnclosed) {
    yield { pointer, message: '`${{` is never closed.', hint: 'Close the expression with `}}`.' }
    return
  }
  const compiled = compileExpression(source)
  if ('problem' in compiled) {
    const { message, hint, start: from, end, meant } = compiled.problem
    const fix = meant === undefined ? undefined : { replace: source.slice(from, end), by: meant }
    yield { pointer, span: { start: start + from, end: start + end }, message, hint, fix }
    return
  }
  for (const { root, path, start: from, end } of compiled.references)
    if (root === 'tasks' && path.length === 0)
      yield {
        pointer,
        span: { start: start + from, end: start + end },
        message: 'An expression must name the task it reads.',
        hint: 'Write tasks.<id>.output; the id cannot be computed.',
      }
}
