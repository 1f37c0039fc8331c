import { listCandidates } from '#core/diagnostics'
import { templateExpressions } from '#core/expression'
import { taskReads } from '#core/workflow'
import { defineRule } from '../rule.ts'

export const taskExists = defineRule({
  code: 'workflow/task-exists',
  on: 'workflow',
  severity: 'error',
  summary: 'The tasks that `needs` and expressions name are tasks of the workflow.',
  rationale: 'A task that waits for one that does not exist waits for ever.',
  hint: 'Correct the task id.',
  isEssential: true,
  examples: {
    valid: [
      "tasks: { one: { agent: helper, capability: answer }, two: { agent: helper, capability: answer, needs: [one], input: { a: '${{ tasks.one.output }}' } } }",
    ],
    invalid: [
      {
        source: 'tasks: { one: { agent: helper, capability: answer, needs: [two] } }',
        pointers: ['/spec/tasks/one/needs/0'],
      },
      {
        source: "tasks: { one: { agent: helper, capability: answer, input: { a: '${{ tasks.two.output }}' } } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
    ],
  },
  *check({ workflow }) {
    const { spec } = workflow.manifest.content
    const ids = [...Object.keys(spec.tasks), ...workflow.manifest.droppedNames]
    const outputReads = taskReads(templateExpressions(spec.output, '/spec/output'))
    const named = [...workflow.edges, ...outputReads.map(({ task, ...at }) => ({ from: task, ...at }))]
    for (const { from, pointer, span } of named) {
      if (ids.includes(from)) continue
      yield {
        pointer,
        ...(span === undefined ? {} : { span }),
        message: `There is no task ${JSON.stringify(from)} in this workflow.`,
        hint: listCandidates(from, ids, 'tasks'),
      }
    }
  },
})
