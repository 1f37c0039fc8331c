import { itemPointers, toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import type { Derivation } from '../derivation.ts'

const serverAt = itemPointers('/spec/tools', 'mcp')

export const agentServer: Derivation = {
  rule: 'agent-server',
  summary: 'An agent uses the MCP servers that it declares, and those whose tools it lists.',
  origin: 'declared',
  kinds: ['uses-server'],
  derive(file, tell) {
    for (const agent of file.agents) {
      const { manifest } = agent
      const { mcpServers, tools = [] } = manifest.content.spec
      const source = file.nodeOf(agent)
      const tellOf = (name: string, pointer: string) =>
        tell({ kind: 'uses-server', source, target: { form: 'server', name }, place: placeIn(manifest, pointer) })
      if (mcpServers !== undefined)
        for (const name of Object.keys(mcpServers)) tellOf(name, toPointer('spec', 'mcpServers', name))
      for (const [index, { mcp }] of tools.entries()) if (mcp !== undefined) tellOf(mcp, serverAt(index))
    }
  },
}
