import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { hubNode } from '../fleet.ts'

export const workflowUse: Derivation = {
  rule: 'workflow-use',
  summary: 'A workflow runs the agents and capabilities of its tasks.',
  origin: 'inferred',
  kinds: ['runs-agent', 'runs-capability'],
  *derive(fleet) {
    for (const workflow of fleet.workflows) {
      const { manifest, tasks } = workflow
      const source = fleet.workflowNode(workflow)
      for (const { pointer, agent, capability } of tasks) {
        if ('problem' in agent) continue
        const target = fleet.agentNode(agent.found)
        yield { kind: 'runs-agent', source, target, place: placeIn(manifest, `${pointer}/agent`) }
        if (capability === undefined) continue
        const offered = placeIn(agent.found.manifest, `${capability.pointer}/name`)
        const place = placeIn(manifest, `${pointer}/capability`)
        yield { kind: 'runs-capability', source, target: hubNode('capability', capability.name, offered), place }
      }
    }
  },
}
