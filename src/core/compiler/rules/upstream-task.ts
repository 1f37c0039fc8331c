import type { LinkedWorkflow } from '../linked.ts'
import { defineRule, type RuleReport } from '../rule.ts'

export const upstreamTask = defineRule({
  code: 'workflow/upstream-task',
  on: 'workflow',
  severity: 'error',
  summary: 'An expression in a task reads only tasks that have ended before the task starts.',
  rationale: 'The value does not exist yet when the expression is evaluated.',
  hint: 'Read a task upstream, or turn the dependency round.',
  isEssential: true,
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
    const successors = successorsOf(workflow)
    for (const id of successors.keys()) {
      const reads = workflow.edges.filter(({ to, origin }) => to === id && origin === 'expression')
      if (reads.length > 0) yield* readsOf(id, reads, waysDownstream(successors, id))
    }
  },
})

function* readsOf(id: string, reads: LinkedWorkflow['edges'], ways: ReadonlyMap<string, string>): Iterable<RuleReport> {
  for (const { from, pointer, span } of reads) {
    if (from !== id && !ways.has(from)) continue
    const reason =
      from === id ? 'a task cannot read its own output' : `it runs after it (${pathTo(from, ways).join(' → ')})`
    yield {
      pointer,
      ...(span === undefined ? {} : { span }),
      message: `The task \`${from}\` is not upstream of \`${id}\`: ${reason}.`,
    }
  }
}

// By task, those that wait for it.
function successorsOf({ manifest, edges }: LinkedWorkflow): Map<string, Set<string>> {
  const successors = new Map(Object.keys(manifest.content.spec.tasks).map((id) => [id, new Set<string>()]))
  for (const { from, to } of edges) successors.get(from)?.add(to)
  return successors
}

// By task downstream of the start, the one before it on a shortest way.
function waysDownstream(successors: ReadonlyMap<string, ReadonlySet<string>>, start: string): Map<string, string> {
  const previous = new Map<string, string>()
  const queue = [start]
  for (const id of queue)
    for (const next of successors.get(id) ?? []) {
      if (next === start || previous.has(next)) continue
      previous.set(next, id)
      queue.push(next)
    }
  return previous
}

function pathTo(end: string, previous: ReadonlyMap<string, string>): string[] {
  const path = [end]
  for (let id = previous.get(end); id !== undefined; id = previous.get(id)) path.unshift(id)
  return path
}
