import type { Derivation } from '../derivation.ts'
import { toolNode } from '../file-subjects.ts'

export const serverTool: Derivation = {
  rule: 'server-tool',
  summary: 'An MCP server provides the tools that it describes.',
  origin: 'declared',
  kinds: ['provides'],
  *derive(file) {
    for (const server of file.servers) {
      const source = file.nodeOf(server)
      for (const { content, place } of server.tools)
        yield {
          kind: 'provides',
          source,
          target: toolNode({ mcp: server.manifest.content.metadata.name, name: content.name }),
          place,
        }
    }
  },
}
