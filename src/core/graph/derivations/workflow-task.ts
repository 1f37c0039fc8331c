import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../fleet.ts'

export const workflowTask: Derivation = {
  rule: 'workflow-task',
  summary: 'A workflow has tasks, each of which is assigned to an agent and performs a capability of it.',
  origin: 'declared',
  kinds: ['has-task', 'assigned-to', 'performs'],
  *derive(fleet) {
    for (const workflow of fleet.workflows) {
      const { manifest, tasks } = workflow
      const source = fleet.workflowNode(workflow)
      for (const id of Object.keys(manifest.content.spec.tasks)) {
        const place = placeIn(manifest, toPointer('spec', 'tasks', id))
        yield { kind: 'has-task', source, target: fleet.taskNode(workflow, id), place }
      }
      // What undoes or replaces a task belongs to it.
      for (const { owner, pointer, agent, capability } of tasks) {
        const task = fleet.taskNode(workflow, owner)
        if ('problem' in agent) continue
        const target = fleet.agentNode(agent.found)
        yield { kind: 'assigned-to', source: task, target, place: placeIn(manifest, `${pointer}/agent`) }
        if (capability === undefined) continue
        const offered = placeIn(agent.found.manifest, `${capability.pointer}/name`)
        const place = placeIn(manifest, `${pointer}/capability`)
        yield { kind: 'performs', source: task, target: hubNode('capability', capability.name, offered), place }
      }
    }
  },
}
