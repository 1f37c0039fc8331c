import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import { describeCycle } from '../cycles.ts'
import { dependenciesOf } from '../dependency-cycles.ts'
import type { LinkedAgent } from '../linked.ts'
import { defineRule } from '../rule.ts'

export const acyclicDependencies = defineRule({
  code: 'dependencies/acyclic',
  on: 'agent',
  severity: 'error',
  summary: 'Agents do not depend on one another in a circle.',
  rationale: 'None of the agents in a circle can be started, changed or released before the others.',
  hint: 'Remove one of the dependencies, or move what both need into a third agent.',
  examples: {
    valid: ['dependsOn: [{ agent: helper }]'],
    invalid: [{ source: 'dependsOn: [{ agent: example }]', pointers: ['/spec/dependsOn/0/agent'] }],
  },
  *check({ agent, workspace }) {
    // A cycle is reported once, at the first of its agents.
    for (const cycle of workspace.cyclesFrom(agent)) {
      const next = cycle[1] ?? agent
      const at = (from: LinkedAgent, to: LinkedAgent) =>
        toPointer('spec', 'dependsOn', dependenciesOf(from, workspace.findAgent).indexOf(to), 'agent')
      const related = cycle.slice(1).map((member, index) => ({
        ...placeIn(member.manifest, at(member, cycle[index + 2] ?? agent)),
        message: `${member.id} depends on ${(cycle[index + 2] ?? agent).id} here.`,
      }))
      yield {
        pointer: at(agent, next),
        message: `The dependencies form a cycle: ${describeCycle(cycle.map(({ manifest }) => manifest.content.metadata.name))}.`,
        related,
      }
    }
  },
})
