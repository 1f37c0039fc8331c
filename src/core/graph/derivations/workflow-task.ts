import type { LinkedCall, LinkedTask } from '#core/compiler'
import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentNamed, capabilityOf } from '../file-subjects.ts'
import type { AgentRef, WorkflowRef } from '../node-ref.ts'

export const workflowTask: Derivation = {
  rule: 'workflow-task',
  summary:
    'A workflow has tasks. Each is assigned to an agent and performs a capability of it, or calls another workflow.',
  origin: 'declared',
  kinds: ['has-task', 'assigned-to', 'performs', 'calls-workflow'],
  derive(file, tell) {
    for (const workflow of file.workflows) {
      const { manifest, tasks, calls } = workflow
      const source = file.nodeOf(workflow)
      for (const id of Object.keys(manifest.content.spec.tasks)) {
        const place = placeIn(manifest, toPointer('spec', 'tasks', id))
        tell({ kind: 'has-task', source, target: file.taskNode(workflow, id), place })
      }
      // What undoes or replaces a task belongs to it.
      for (const task of tasks) {
        const { owner, pointer, content } = task
        const [doer, agent] = [file.taskNode(workflow, owner), agentOf(task)]
        tell({ kind: 'assigned-to', source: doer, target: agent, place: placeIn(manifest, `${pointer}/agent`) })
        const place = placeIn(manifest, `${pointer}/capability`)
        tell({ kind: 'performs', source: doer, target: capabilityOf(agent, content.capability), place })
      }
      for (const call of calls) {
        const place = placeIn(manifest, `${call.pointer}/workflow`)
        tell({ kind: 'calls-workflow', source: file.taskNode(workflow, call.id), target: workflowOf(call), place })
      }
    }
  },
}

/** The workflow that a task carries out. */
export function workflowOf({ content: { workflow = '', version } }: LinkedCall): WorkflowRef {
  return { form: 'workflow', name: workflow, range: version }
}

/** The agent that a task is given to. */
export function agentOf({ content }: LinkedTask): AgentRef {
  return agentNamed(content.agent, content.version)
}
