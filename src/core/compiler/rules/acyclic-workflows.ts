import { describeCycle, findCycles } from '../cycles.ts'
import type { LinkedWorkflow } from '../linked.ts'
import { defineRule } from '../rule.ts'

export const acyclicWorkflows = defineRule({
  code: 'workflow/acyclic-workflows',
  on: 'workflow',
  severity: 'error',
  summary: 'A workflow does not carry itself out, not through others either.',
  rationale: 'It would start executions for ever.',
  hint: 'Repeat the task with `until` instead, or take the common part out into a workflow of its own.',
  isEssential: true,
  examples: {
    valid: ['tasks: { one: { workflow: sample } }'],
    invalid: [{ source: 'tasks: { one: { workflow: example } }', pointers: ['/spec/tasks/one/workflow'] }],
  },
  *check({ workflow }) {
    const called = (each: LinkedWorkflow) =>
      each.calls.flatMap(({ workflow: lookup }) => ('found' in lookup ? [lookup.found] : []))
    const reached = new Set(called(workflow))
    for (const each of reached) for (const next of called(each)) reached.add(next)
    if (!reached.has(workflow)) return
    const byId = new Map([...reached].map((each) => [keyOf(each), each]))
    const cycles = findCycles([...byId.keys()], (key) => called(byId.get(key) as LinkedWorkflow).map(keyOf))
    for (const { pointer, workflow: lookup } of workflow.calls) {
      if ('problem' in lookup) continue
      const cycle = cycles.find((each) => each.includes(keyOf(workflow)) && each.includes(keyOf(lookup.found)))
      if (cycle === undefined) continue
      const names = cycle.map((key) => byId.get(key)?.id ?? key)
      yield { pointer: `${pointer}/workflow`, message: `The workflows form a cycle: ${describeCycle(names)}.` }
    }
  },
})

function keyOf({ id, manifest }: LinkedWorkflow): string {
  return `${id} ${manifest.file} ${manifest.document}`
}
