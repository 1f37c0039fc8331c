import { compileExpression, hopelessPart, type TemplateExpression, templateExpressions } from '#core/expression'
import { type LocalVariable, taskExpressions } from '#core/workflow'
import { defineRule, type RuleReport } from '../rule.ts'

export const validExpression = defineRule({
  code: 'workflow/valid-expression',
  on: 'workflow',
  severity: 'error',
  summary: 'Expressions are well-formed CEL over `input` and `tasks`, and over what their place offers.',
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
        source: "tasks: { one: { agent: helper, capability: answer, input: { a: '${{ item }}' } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source: `tasks: { one: { agent: helper, capability: answer, input: { a: '\${{ input.n / 0 }}', b: '\${{ int("abc") }}' } } }`,
        pointers: ['/spec/tasks/one/input/a', '/spec/tasks/one/input/b'],
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
      yield* problems({ locals: [], ...expression })
  },
})

/** Where each of the variables can be read that are not to be had everywhere. */
const places: Readonly<Record<LocalVariable, Record<'where' | 'hint', string>>> = {
  item: { where: 'in the input of a task with `forEach`', hint: 'Add `forEach` to the task.' },
  index: { where: 'in the input of a task with `forEach`', hint: 'Add `forEach` to the task.' },
  iteration: { where: 'in the input of a task with `until`, and in `until` itself', hint: 'Add `until` to the task.' },
  previous: { where: 'in the input of a task with `until`', hint: 'Add `until` to the task.' },
  output: { where: 'in `until` and `denyWhen`', hint: 'The output of a task upstream is `tasks.<id>.output`.' },
  error: {
    where: 'in a fallback',
    hint: 'Write `onError: { fallback: … }` at the task that may fail, and read it there.',
  },
}

function* problems({
  pointer,
  source,
  start,
  isUnclosed,
  locals,
}: TemplateExpression & { locals: readonly LocalVariable[] }): Iterable<RuleReport> {
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
  const hopeless = hopelessPart(source)
  if (hopeless !== undefined) {
    const { message, start: from, end } = hopeless
    yield { pointer, span: { start: start + from, end: start + end }, message }
  }
  for (const { root, path, start: from, end } of compiled.references) {
    const span = { start: start + from, end: start + end }
    if (root === 'tasks' && path.length === 0)
      yield {
        pointer,
        span,
        message: 'An expression must name the task it reads.',
        hint: 'Write tasks.<id>.output; the id cannot be computed.',
      }
    if (isLocal(root) && !locals.includes(root)) {
      const { where, hint } = places[root]
      yield { pointer, span, message: `\`${root}\` can only be read ${where}.`, hint }
    }
  }
}

function isLocal(root: string): root is LocalVariable {
  return Object.hasOwn(places, root)
}
