import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'
import { agentNamed, toolNode } from '../file-subjects.ts'

export const agentTool: Derivation = {
  rule: 'agent-tool',
  summary: 'An agent uses the tools that it lists. A capability of another agent as a tool leads to that agent.',
  origin: 'declared',
  kinds: ['uses-agent', 'uses-tool'],
  *derive(file) {
    for (const agent of file.agents) {
      const { manifest } = agent
      for (const [index, tool] of (manifest.content.spec.tools ?? []).entries()) {
        const source = file.nodeOf(agent)
        const at = (field: string) => placeIn(manifest, toPointer('spec', 'tools', index, field))
        if (tool.agent !== undefined) {
          yield { kind: 'uses-agent', source, target: agentNamed(tool.agent), place: at('agent') }
        } else if (tool.name !== undefined) {
          const target = toolNode({ mcp: tool.mcp, name: tool.name })
          yield { kind: 'uses-tool', source, target, place: at('name') }
        }
      }
    }
  },
}
