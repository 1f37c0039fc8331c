import { listCandidates } from '#core/diagnostics'
import { toPointer } from '#core/json'
import { defineRule } from '../rule.ts'

const ways = ['server', 'command', 'url'] as const

export const mcpRuntimeComplete = defineRule({
  code: 'references/mcp-runtime',
  on: 'agent',
  onlyOssa: true,
  severity: 'error',
  summary: 'An mcp runtime says in one way which server it is, and a server that it names is declared.',
  rationale: 'Without it nobody knows what to start or to call; with two ways nobody knows which counts.',
  hint: 'Give one of server (declared under mcpServers), command and url.',
  examples: {
    valid: [
      'runtime: { mcp: { command: files-server, args: [--stdio] } }',
      '{ mcpServers: { files: { url: "https://files.example/mcp" } }, runtime: { mcp: { server: files } } }',
    ],
    invalid: [
      { source: 'runtime: { mcp: { args: [--stdio] } }', pointers: ['/spec/runtime/mcp'] },
      {
        source: 'runtime: { mcp: { command: files-server, url: "https://files.example/mcp" } }',
        pointers: ['/spec/runtime/mcp/url'],
      },
      {
        source: '{ mcpServers: { files: { command: files-server } }, runtime: { mcp: { server: file } } }',
        pointers: ['/spec/runtime/mcp/server'],
      },
    ],
  },
  *check({ agent, workspace }) {
    const { runtime, mcpServers } = agent.manifest.content.spec
    const { mcp } = runtime ?? {}
    if (mcp === undefined) return
    const [way, ...others] = ways.filter((each) => mcp[each] !== undefined)
    const at = (...path: string[]) => toPointer('spec', 'runtime', 'mcp', ...path)
    if (way === undefined) yield { pointer: at(), message: 'The mcp runtime does not say which server it is.' }
    for (const other of others)
      yield { pointer: at(other), message: `The server is given twice: as ${way} and as ${other}.` }
    const declared = Object.keys({ ...mcpServers, ...workspace.mcpServers() })
    if (mcp.server === undefined || declared.includes(mcp.server)) return
    yield {
      pointer: at('server'),
      message: `The MCP server ${JSON.stringify(mcp.server)} is not declared.`,
      hint: declared.length === 0 ? undefined : listCandidates(mcp.server, declared, 'servers'),
    }
  },
})
