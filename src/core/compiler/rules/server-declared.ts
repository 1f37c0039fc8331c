import { listCandidates } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

export const serverDeclared = defineRule({
  code: 'references/mcp-server-declared',
  on: 'agent',
  onlyOssa: true,
  severity: 'warning',
  summary: 'The MCP servers whose tools an agent uses are declared.',
  rationale: 'Nobody can check or start a server that is only known by name.',
  hint: 'Declare the server under mcpServers, here or in ossa.yaml.',
  examples: {
    valid: ['{ mcpServers: { files: { command: files-server } }, tools: [{ mcp: files, name: read }] }'],
    invalid: [{ source: 'tools: [{ mcp: files, name: read }]', pointers: ['/spec/tools/0/mcp'] }],
  },
  *check({ agent, workspace }) {
    const { spec } = agent.manifest.content
    const declared = Object.keys({ ...spec.mcpServers, ...workspace.mcpServers() })
    for (const [index, { mcp }] of (spec.tools ?? []).entries()) {
      if (mcp === undefined || declared.includes(mcp)) continue
      yield {
        pointer: toPointer('spec', 'tools', index, 'mcp'),
        message: `The MCP server ${JSON.stringify(mcp)} is not declared.`,
        hint: declared.length === 0 ? undefined : listCandidates(mcp, declared, 'servers'),
      }
    }
  },
})
