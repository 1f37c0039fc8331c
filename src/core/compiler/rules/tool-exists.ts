import { listCandidates } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { mayHaveCapability } from '#core/manifest'
import { defineRule } from '../rule.ts'

export const toolExists = defineRule({
  code: 'references/tool-exists',
  on: 'agent',
  severity: 'error',
  summary: 'The tools of an agent exist: capabilities of other agents, and tools that an MCP server says it has.',
  rationale: 'A model that is offered a tool which is not there fails in the middle of its work.',
  hint: 'Correct the name of the tool.',
  examples: {
    valid: [
      'tools: [{ agent: helper, capability: answer }]',
      '{ mcpServers: { files: { command: files-server, tools: [read] } }, tools: [{ mcp: files, name: read }] }',
    ],
    invalid: [
      { source: 'tools: [{ agent: nobody, capability: answer }]', pointers: ['/spec/tools/0/agent'] },
      { source: 'tools: [{ agent: helper, capability: anser }]', pointers: ['/spec/tools/0/capability'] },
      {
        source:
          '{ mcpServers: { files: { command: files-server, tools: [read] } }, tools: [{ mcp: files, name: raed }] }',
        pointers: ['/spec/tools/0/name'],
      },
    ],
  },
  *check({ agent, workspace }) {
    const { spec } = agent.manifest.content
    for (const [index, tool] of (spec.tools ?? []).entries()) {
      const at = (field: string) => toPointer('spec', 'tools', index, field)
      const server =
        tool.mcp === undefined ? undefined : (spec.mcpServers?.[tool.mcp] ?? workspace.mcpServers()[tool.mcp])
      if (server?.tools !== undefined && tool.name !== undefined && !server.tools.includes(tool.name))
        yield {
          pointer: at('name'),
          message: `The MCP server ${tool.mcp} has no tool ${JSON.stringify(tool.name)}.`,
          hint: listCandidates(tool.name, server.tools, 'tools'),
        }
      if (tool.agent === undefined) continue
      const lookup = workspace.findAgent(tool.agent, { from: agent.manifest.file })
      if ('problem' in lookup) {
        if (lookup.problem !== 'faulty') yield { pointer: at('agent'), message: lookup.message, hint: lookup.hint }
      } else if (tool.capability !== undefined) {
        const names = lookup.found.capabilities.map(({ name }) => name)
        if (!names.includes(tool.capability) && !mayHaveCapability(lookup.found.manifest, tool.capability))
          yield {
            pointer: at('capability'),
            message: `The agent ${tool.agent} has no capability ${JSON.stringify(tool.capability)}.`,
            hint: listCandidates(tool.capability, names, 'capabilities'),
          }
      }
    }
  },
})
