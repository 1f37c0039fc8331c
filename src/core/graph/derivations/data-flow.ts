import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

export const dataFlow: Derivation = {
  rule: 'data-flow',
  summary: 'An agent feeds another if an expression in a task of the other reads the output of its task.',
  origin: 'inferred',
  kinds: ['feeds'],
  *derive(fleet) {
    for (const workflow of fleet.workflows) {
      const tasks = new Map(workflow.tasks.map((task) => [task.id, task]))
      for (const { from, to, origin, pointer } of fleet.taskEdges(workflow)) {
        const [giver, taker] = [tasks.get(from)?.agent, tasks.get(to)?.agent]
        if (origin !== 'expression' || giver === undefined || taker === undefined) continue
        if ('problem' in giver || 'problem' in taker || giver.found === taker.found) continue
        const [source, target] = [fleet.agentNode(giver.found), fleet.agentNode(taker.found)]
        yield { kind: 'feeds', source, target, place: placeIn(workflow.manifest, pointer) }
      }
    }
  },
}
