import { itemPointers } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentNamed, toolNode } from '../file-subjects.ts'

const agentAt = itemPointers('/spec/tools', 'agent')
const nameAt = itemPointers('/spec/tools', 'name')

export const agentTool: Derivation = {
  rule: 'agent-tool',
  summary: 'An agent uses the tools that it lists. A capability of another agent as a tool leads to that agent.',
  origin: 'declared',
  kinds: ['uses-agent', 'uses-tool'],
  derive(file, tell) {
    for (const agent of file.agents) {
      const { manifest } = agent
      const source = file.nodeOf(agent)
      for (const [index, tool] of (manifest.content.spec.tools ?? []).entries()) {
        if (tool.agent !== undefined) {
          const place = placeIn(manifest, agentAt(index))
          tell({ kind: 'uses-agent', source, target: agentNamed(tool.agent), place })
        } else if (tool.name !== undefined) {
          const place = placeIn(manifest, nameAt(index))
          tell({ kind: 'uses-tool', source, target: toolNode(tool.name, tool.mcp), place })
        }
      }
    }
  },
}
