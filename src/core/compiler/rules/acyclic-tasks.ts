import { placeIn } from '#core/manifest'
import { describeCycle, findCycles } from '../cycles.ts'
import { defineRule } from '../rule.ts'

export const acyclicTasks = defineRule({
  code: 'workflow/acyclic-tasks',
  on: 'workflow',
  severity: 'error',
  summary: 'The tasks of a workflow do not wait for one another in a circle.',
  rationale: 'Each task of a circle waits for another one of it; none of them ever starts.',
  hint: 'Remove one of the dependencies.',
  isEssential: true,
  examples: {
    valid: [
      'tasks: { one: { agent: helper, capability: answer }, two: { agent: helper, capability: answer, needs: [one] } }',
    ],
    invalid: [
      {
        source:
          'tasks: { one: { agent: helper, capability: answer, needs: [two] }, two: { agent: helper, capability: answer, needs: [one] } }',
        pointers: ['/spec/tasks/one/needs/0'],
      },
    ],
  },
  *check({ workflow }) {
    const { edges, manifest } = workflow
    const ids = Object.keys(manifest.content.spec.tasks)
    const after = (id: string) =>
      edges.filter(({ to, from }) => to === id && ids.includes(from)).map(({ from }) => from)
    for (const cycle of findCycles(ids, after)) {
      const steps = cycle.map((id, index) => {
        const before = cycle[(index + 1) % cycle.length] ?? id
        const edge = edges.find(({ from, to }) => to === id && from === before)
        return { edge, message: `${id} waits for ${before} here.` }
      })
      const [first, ...others] = steps
      const related = others.flatMap(({ edge, message }) =>
        edge === undefined ? [] : [{ ...placeIn(manifest, edge.pointer), message }],
      )
      yield {
        pointer: first?.edge?.pointer ?? '/spec/tasks',
        message: `The tasks form a cycle: ${describeCycle(cycle)}.`,
        related,
      }
    }
  },
})
