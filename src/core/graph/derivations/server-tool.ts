import type { Derivation } from '../derivation.ts'
import { toolNode } from '../file-subjects.ts'

export const serverTool: Derivation = {
  rule: 'server-tool',
  summary: 'An MCP server provides the tools that it describes.',
  origin: 'declared',
  kinds: ['provides'],
  derive(file, tell) {
    for (const server of file.servers) {
      const source = file.nodeOf(server)
      for (const { content, place } of server.tools)
        tell({ kind: 'provides', source, target: toolNode(content.name, server.manifest.content.metadata.name), place })
    }
  },
}
