import type { Derivation } from '../derivation.ts'
import { toolNode } from '../fleet.ts'

export const serverTool: Derivation = {
  rule: 'server-tool',
  summary: 'An MCP server provides the tools that it describes.',
  origin: 'declared',
  kinds: ['provides'],
  *derive(fleet) {
    for (const server of fleet.servers) {
      const source = fleet.serverNode(server)
      for (const { content, place } of server.tools)
        yield { kind: 'provides', source, target: toolNode({ mcp: source.name, name: content.name }, place), place }
    }
  },
}
