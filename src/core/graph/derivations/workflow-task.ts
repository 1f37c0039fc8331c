import type { LinkedTask } from '#core/compiler'
import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentNamed, capabilityOf } from '../file-subjects.ts'
import type { AgentRef } from '../node-ref.ts'

export const workflowTask: Derivation = {
  rule: 'workflow-task',
  summary: 'A workflow has tasks, each of which is assigned to an agent and performs a capability of it.',
  origin: 'declared',
  kinds: ['has-task', 'assigned-to', 'performs'],
  *derive(file) {
    for (const workflow of file.workflows) {
      const { manifest, tasks } = workflow
      const source = file.nodeOf(workflow)
      for (const id of Object.keys(manifest.content.spec.tasks)) {
        const place = placeIn(manifest, toPointer('spec', 'tasks', id))
        yield { kind: 'has-task', source, target: file.taskNode(workflow, id), place }
      }
      // What undoes or replaces a task belongs to it.
      for (const task of tasks) {
        const { owner, pointer, content } = task
        const [doer, agent] = [file.taskNode(workflow, owner), agentOf(task)]
        yield { kind: 'assigned-to', source: doer, target: agent, place: placeIn(manifest, `${pointer}/agent`) }
        const place = placeIn(manifest, `${pointer}/capability`)
        yield { kind: 'performs', source: doer, target: capabilityOf(agent, content.capability), place }
      }
    }
  },
}

/** The agent that a task is given to. */
export function agentOf({ content }: LinkedTask): AgentRef {
  return agentNamed(content.agent, content.version)
}
