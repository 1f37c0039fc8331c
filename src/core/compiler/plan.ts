import type { HttpAuth, ValueOrSecret } from '#core/contract'
import type { Finding } from '#core/diagnostics'
import { canonicalJson } from '#core/json'
import { placeIn } from '#core/manifest'
import { bundleSchema } from '#core/openapi'
import { resolveFrom } from '#core/source'
import { type Binding, makePlan, parseDuration, type TaskSource, type WorkflowPlan } from '#core/workflow'
import { compilerDiagnostics } from './diagnostics.ts'
import type { CapabilityContract, LinkedAgent, LinkedTask, LinkedWorkflow, LinkedWorkspace } from './linked.ts'

const httpCallTimeoutMs = 3_000

/**
 * Makes the plan of a workflow whose workspace has been compiled without errors. Tasks that nothing here can carry out are
 * findings, and there is no plan then.
 */
export function planWorkflow(
  workflow: LinkedWorkflow,
  workspace: LinkedWorkspace,
): { plan?: WorkflowPlan; findings: Finding[] } {
  const findings: Finding[] = []
  const tasks = new Map<string, TaskSource>()
  for (const task of workflow.tasks) {
    const source = taskSource(task, workflow, workspace)
    if ('problem' in source)
      findings.push(
        compilerDiagnostics.runnable({
          ...placeIn(workflow.manifest, task.pointer, 'key'),
          message: `The task ${task.id} cannot be run: ${source.problem}.`,
        }),
      )
    else tasks.set(task.id, source)
  }
  if (findings.length > 0) return { findings }
  const { content, file } = workflow.manifest
  const input = content.spec.input
  const inputSchema =
    input === undefined
      ? undefined
      : bundleSchema(input, placeIn(workflow.manifest, '/spec/input'), workspace.files.load).schema
  return { plan: makePlan({ file, content, tasks, inputSchema }), findings }
}

function taskSource(
  { id, agent, capability }: LinkedTask,
  workflow: LinkedWorkflow,
  workspace: LinkedWorkspace,
): TaskSource | { problem: string } {
  if ('problem' in agent) return { problem: agent.message.replace(/\.$/, '') }
  if (capability === undefined) return { problem: 'it asks for a capability that is not there' }
  const { contract } = workspace.contractOf(agent.found, capability)
  const taskTimeout = workflow.manifest.content.spec.tasks[id]?.timeout
  const binding = bind(agent.found, contract, taskTimeout)
  if ('problem' in binding) return binding
  const input = contract.input === undefined ? {} : { inputSchema: contract.input }
  const output = promisesNothing(contract) ? {} : { outputSchema: contract.output }
  return { agent: agent.found.id, capability: capability.name, binding, ...input, ...output }
}

// An operation whose document describes no response may still give one.
function promisesNothing({ output, request }: CapabilityContract): boolean {
  return output === undefined || (request !== undefined && canonicalJson(output) === '{"type":"null"}')
}

function bind(
  agent: LinkedAgent,
  contract: CapabilityContract,
  taskTimeout: string | undefined,
): Binding | { problem: string } {
  const { spec } = agent.manifest.content
  const { http, command, ...others } = spec.runtime ?? {}
  if (command !== undefined) {
    const cwd = resolveFrom(agent.manifest.file, command.cwd ?? '.')
    if (cwd === undefined) return { problem: `the working folder of ${agent.id} is outside the workspace` }
    return { kind: 'command', run: command.run, cwd, env: (command.env ?? {}) as Record<string, ValueOrSecret> }
  }
  const [other] = Object.keys(others)
  if (other !== undefined)
    return { problem: `its agent ${agent.id} has the runtime \`${other}\`, which has no executor` }
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
