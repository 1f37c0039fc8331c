import type { LinkedWorkflow } from '../linked.ts'
import { defineRule } from '../rule.ts'

export const upstreamTask = defineRule({
  code: 'workflow/upstream-task',
  on: 'workflow',
  severity: 'error',
  summary: 'An expression in a task reads only tasks that have ended before the task starts.',
  rationale: 'The value does not exist yet when the expression is evaluated.',
  hint: 'Read a task upstream, or turn the dependency round.',
  examples: {
    valid: [
      "tasks: { one: { agent: helper, capability: answer }, two: { agent: helper, capability: answer, input: { a: '${{ tasks.one.output }}' } } }",
    ],
    invalid: [
      {
        source:
          "tasks: { one: { agent: helper, capability: answer, input: { a: '${{ tasks.two.output }}' } }, two: { agent: helper, capability: answer, needs: [one] } }",
        pointers: ['/spec/tasks/one/input/a'],
      },
      {
        source: "tasks: { one: { agent: helper, capability: answer, when: 'tasks.one.output.ok' } }",
        pointers: ['/spec/tasks/one/when'],
      },
    ],
  },
  *check({ workflow }) {
    for (const { from, to, origin, pointer, span } of workflow.edges) {
      if (origin !== 'expression') continue
      const path = from === to ? [from] : pathBetween(workflow, to, from)
      if (path === undefined) continue
      const reason = from === to ? 'a task cannot read its own output' : `it runs after it (${path.join(' → ')})`
      yield {
        pointer,
        ...(span === undefined ? {} : { span }),
        message: `The task \`${from}\` is not upstream of \`${to}\`: ${reason}.`,
      }
    }
  },
})

// The tasks on a way downstream, if there is one.
function pathBetween({ edges }: LinkedWorkflow, start: string, end: string): string[] | undefined {
  const previous = new Map<string, string>()
  const queue = [start]
  for (const id of queue) {
    for (const { to } of edges.filter(({ from }) => from === id)) {
      if (to === start || previous.has(to)) continue
      previous.set(to, id)
      queue.push(to)
    }
  }
  if (!previous.has(end)) return undefined
  const path = [end]
  for (let id = previous.get(end); id !== undefined; id = previous.get(id)) path.unshift(id)
  return path
}
