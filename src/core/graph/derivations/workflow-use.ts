import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { capabilityOf } from '../file-subjects.ts'
import { agentOf, workflowOf } from './workflow-task.ts'

export const workflowUse: Derivation = {
  rule: 'workflow-use',
  summary: 'A workflow runs the agents, the capabilities and the workflows of its tasks.',
  origin: 'inferred',
  kinds: ['runs-agent', 'runs-capability', 'runs-workflow'],
  derive(file, tell) {
    for (const workflow of file.workflows) {
      const { manifest, tasks, calls } = workflow
      const source = file.nodeOf(workflow)
      for (const task of tasks) {
        const { pointer, content } = task
        const agent = agentOf(task)
        tell({ kind: 'runs-agent', source, target: agent, place: placeIn(manifest, `${pointer}/agent`) })
        const place = placeIn(manifest, `${pointer}/capability`)
        tell({ kind: 'runs-capability', source, target: capabilityOf(agent, content.capability), place })
      }
      for (const call of calls) {
        const place = placeIn(manifest, `${call.pointer}/workflow`)
        tell({ kind: 'runs-workflow', source, target: workflowOf(call), place })
      }
    }
  },
}
