import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentOf } from './workflow-task.ts'

export const dataFlow: Derivation = {
  rule: 'data-flow',
  summary: 'An agent feeds another if an expression in a task of the other reads the output of its task.',
  origin: 'inferred',
  kinds: ['feeds'],
  isBetweenTwo: true,
  derive(file, tell) {
    for (const workflow of file.workflows) {
      const tasks = new Map(workflow.tasks.map((task) => [task.id, task]))
      for (const { from, to, origin, pointer } of file.taskEdges(workflow)) {
        const [giver, taker] = [tasks.get(from), tasks.get(to)]
        if (origin !== 'expression' || giver === undefined || taker === undefined) continue
        const [source, target] = [agentOf(giver), agentOf(taker)]
        tell({ kind: 'feeds', source, target, place: placeIn(workflow.manifest, pointer) })
      }
    }
  },
}
