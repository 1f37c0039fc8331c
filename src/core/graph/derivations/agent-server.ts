import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

export const agentServer: Derivation = {
  rule: 'agent-server',
  summary: 'An agent uses the MCP servers that it declares, and those whose tools it lists.',
  origin: 'declared',
  kinds: ['uses-server'],
  *derive(file) {
    for (const agent of file.agents) {
      const { manifest } = agent
      const { mcpServers = {}, tools = [] } = manifest.content.spec
      const named = [
        ...Object.keys(mcpServers).map((name) => ({ name, pointer: toPointer('spec', 'mcpServers', name) })),
        ...tools.map(({ mcp }, index) => ({ name: mcp, pointer: toPointer('spec', 'tools', index, 'mcp') })),
      ]
      for (const { name, pointer } of named) {
        if (name === undefined) continue
        const place = placeIn(manifest, pointer)
        yield { kind: 'uses-server', source: file.nodeOf(agent), target: { form: 'server', name }, place }
      }
    }
  },
}
