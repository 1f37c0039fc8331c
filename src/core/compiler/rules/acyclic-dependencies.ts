import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import { describeCycle, findCycles } from '../cycles.ts'
import type { LinkedAgent, LinkedWorkspace } from '../linked.ts'
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
    for (const cycle of dependencyCycles(workspace)) {
      // The cycle is reported once, at the first of its agents.
      if (cycle[0] !== agent) continue
      const next = cycle[1] ?? agent
      const at = (from: LinkedAgent, to: LinkedAgent) =>
        toPointer('spec', 'dependsOn', dependencies(from, workspace).indexOf(to), 'agent')
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

const known = new WeakMap<LinkedWorkspace, LinkedAgent[][]>()

function dependencyCycles(workspace: LinkedWorkspace): LinkedAgent[][] {
  const found = known.get(workspace) ?? findAll(workspace)
  known.set(workspace, found)
  return found
}

function findAll(workspace: LinkedWorkspace): LinkedAgent[][] {
  const keys = new Map(workspace.agents.map((agent, index) => [agent, String(index).padStart(9, '0')]))
  const byKey = new Map([...keys].map(([agent, key]) => [key, agent]))
  const successors = (key: string) =>
    dependencies(byKey.get(key) as LinkedAgent, workspace).flatMap((agent) =>
      agent === undefined ? [] : [keys.get(agent) ?? ''],
    )
  return findCycles([...byKey.keys()], successors).map((cycle) => cycle.map((key) => byKey.get(key) as LinkedAgent))
}

function dependencies(agent: LinkedAgent, workspace: LinkedWorkspace): (LinkedAgent | undefined)[] {
  return (agent.manifest.content.spec.dependsOn ?? []).map(({ agent: name, version }) => {
    const lookup = workspace.findAgent(name, { from: agent.manifest.file, range: version })
    return 'found' in lookup ? lookup.found : undefined
  })
}
