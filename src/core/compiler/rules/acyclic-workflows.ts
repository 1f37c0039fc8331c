import { placeIn } from '#core/manifest'
import { describeCycle } from '../cycles.ts'
import type { LinkedWorkflow } from '../linked.ts'
import { defineRule } from '../rule.ts'
import { calledBy } from '../workflow-cycles.ts'

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
  *check({ workflow, workspace }) {
    // What carries out nothing is in no circle, and then nothing is to be looked for.
    if (workflow.calls.length === 0) return
    // A cycle is reported once, at the first of its workflows.
    for (const cycle of workspace.workflowCyclesFrom(workflow)) {
      const after = (index: number) => cycle[index + 1] ?? workflow
      const related = cycle.slice(1).map((member, index) => ({
        ...placeIn(member.manifest, callOf(member, after(index + 1))),
        message: `${member.id} carries out ${after(index + 1).id} here.`,
      }))
      yield {
        pointer: callOf(workflow, after(0)),
        message: `The workflows form a cycle: ${describeCycle(cycle.map(({ id }) => id))}.`,
        related,
      }
    }
  },
})

function callOf(from: LinkedWorkflow, to: LinkedWorkflow): string {
  return `${from.calls[calledBy(from).indexOf(to)]?.pointer}/workflow`
}
