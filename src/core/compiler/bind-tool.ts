import type { HttpAuth, McpRuntime, McpServer, ValueOrSecret } from '#core/contract'
import { resolveFrom } from '#core/source'
import type { McpAddress, McpBinding, McpProgram } from '#core/workflow'
import type { LinkedAgent, LinkedWorkspace } from './linked.ts'

interface Unbound {
  readonly problem: string
}

/** A capability as a tool of the MCP server that its agent is reached by. */
export function bindTool(
  agent: LinkedAgent,
  tool: string,
  workspace: Pick<LinkedWorkspace, 'mcpServers'>,
): McpBinding | Unbound {
  const server = serverOf(agent, workspace)
  return 'problem' in server ? server : { kind: 'mcp', tool, server }
}

function serverOf(
  agent: LinkedAgent,
  { mcpServers }: Pick<LinkedWorkspace, 'mcpServers'>,
): McpProgram | McpAddress | Unbound {
  const { manifest, id } = agent
  const { mcpServers: own = {}, runtime } = manifest.content.spec
  const described = runtime?.mcp ?? {}
  if (described.server === undefined) return reachedBy(described, { id, from: manifest.file })
  const mine = own[described.server]
  if (mine !== undefined) return reachedBy(mine, { id, from: manifest.file })
  const shared = mcpServers()[described.server]
  if (shared !== undefined) return reachedBy(shared, { id, from: '' })
  return { problem: `the MCP server ${described.server} of ${id} is not declared` }
}

function reachedBy(
  { url, command, args = [], env = {}, headers = {}, auth, ...rest }: McpRuntime | McpServer,
  { id, from }: { readonly id: string; readonly from: string },
): McpProgram | McpAddress | Unbound {
  if (url !== undefined)
    return {
      url,
      headers: headers as Record<string, ValueOrSecret>,
      ...(auth === undefined ? {} : { auth: auth as HttpAuth }),
    }
  if (command === undefined) return { problem: `nothing says where the MCP server of ${id} is; set runtime.mcp` }
  const folder = 'cwd' in rest ? rest.cwd : undefined
  const cwd = resolveFrom(from, folder ?? '.')
  if (cwd === undefined) return { problem: `the working folder of ${id} is outside the workspace` }
  return { run: [command, ...args], cwd, env: env as Record<string, ValueOrSecret> }
}
