import type { HttpAuth, ValueOrSecret } from '#core/contract'
import { resolveFrom } from '#core/source'
import { type Binding, type CommandBinding, type HttpBinding, parseDuration } from '#core/workflow'
import { bindModel } from './bind-model.ts'
import { bindRemoteAgent } from './bind-remote-agent.ts'
import { bindTool } from './bind-tool.ts'
import type { CapabilityContract, LinkedAgent, LinkedCapability, LinkedWorkspace } from './linked.ts'

const httpCallTimeoutMs = 3_000

export interface BindContext {
  readonly contract: CapabilityContract
  readonly taskTimeout: string | undefined
  readonly workspace: Pick<LinkedWorkspace, 'mcpServers' | 'files'>
}

/** Why a capability cannot be carried out, as the end of a sentence. */
interface Unbound {
  readonly problem: string
}

/** How a capability is carried out, by the runtime of its agent. */
export function bindCapability(
  agent: LinkedAgent,
  { name, content }: LinkedCapability,
  context: BindContext,
): Binding | Unbound {
  const { http: _http, command, mcp, llm, a2a } = agent.manifest.content.spec.runtime ?? {}
  if (command !== undefined) return bindProgram(agent, command)
  if (mcp !== undefined) return bindTool(agent, name, context.workspace)
  if (llm !== undefined) return bindModel(agent, content.description)
  if (a2a !== undefined) return bindRemoteAgent(agent, a2a, context.workspace)
  return bindOperation(agent, context)
}

type Runtime = NonNullable<LinkedAgent['manifest']['content']['spec']['runtime']>

function bindProgram(
  agent: LinkedAgent,
  { run, cwd: folder = '.', env = {} }: NonNullable<Runtime['command']>,
): CommandBinding | Unbound {
  const cwd = resolveFrom(agent.manifest.file, folder)
  if (cwd === undefined) return { problem: `the working folder of ${agent.id} is outside the workspace` }
  return { kind: 'command', run, cwd, env: env as Record<string, ValueOrSecret> }
}

function bindOperation(agent: LinkedAgent, { contract, taskTimeout }: BindContext): HttpBinding | Unbound {
  const { http } = agent.manifest.content.spec.runtime ?? {}
  if (contract.request === undefined)
    return { problem: `its agent ${agent.id} has no runtime, and the capability is bound to no operation` }
  const baseUrl = http?.baseUrl ?? contract.request.server
  if (baseUrl === undefined)
    return { problem: `nothing says where the service of ${agent.id} is; set runtime.http.baseUrl` }
  // A task that sets its own time limit means the call; otherwise a call is given up early.
  const timeout = http?.timeout ?? taskTimeout
  return {
    kind: 'http',
    request: contract.request,
    baseUrl: baseUrl as string | { env: string; default?: string },
    headers: (http?.headers ?? {}) as Record<string, ValueOrSecret>,
    timeoutMs: timeout === undefined ? httpCallTimeoutMs : (parseDuration(timeout) ?? httpCallTimeoutMs),
    ...(http?.auth === undefined ? {} : { auth: http.auth as HttpAuth }),
  }
}
