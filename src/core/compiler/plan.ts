import type { Task } from '#core/contract'
import type { Finding, Place } from '#core/diagnostics'
import { schemaOfType } from '#core/expression'
import { canonicalJson, isObject, toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import { bundleSchema } from '#core/openapi'
import { SchemaEmbedder } from '#core/schema'
import { makePlan, parseDuration, type TaskBinding, type TaskSource, type WorkflowPlan } from '#core/workflow'
import { bindCapability } from './bind-capability.ts'
import { compilerDiagnostics } from './diagnostics.ts'
import { typedWorkflow } from './flow/typed.ts'
import type { CapabilityContract, LinkedTask, LinkedWorkflow, LinkedWorkspace, WorkflowLookup } from './linked.ts'

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
  for (const [id, pointer, source] of sourcesOf(workflow, workspace)) {
    if ('findings' in source) findings.push(...source.findings)
    else if ('problem' in source)
      findings.push(
        compilerDiagnostics.runnable({
          ...placeIn(workflow.manifest, pointer, 'key'),
          message: `The task ${id} cannot be run: ${source.problem}.`,
        }),
      )
    else tasks.set(id, source)
  }
  if (findings.length > 0) return { findings }
  const { content, file } = workflow.manifest
  const itemSchemas = itemSchemasOf(workflow, workspace)
  return {
    plan: makePlan({ file, content, tasks, itemSchemas, inputSchema: inputSchemaOf(workflow, workspace) }),
    findings,
  }
}

type Source = TaskSource | { readonly problem: string } | { readonly findings: readonly Finding[] }

function* sourcesOf(workflow: LinkedWorkflow, workspace: LinkedWorkspace): Iterable<[string, string, Source]> {
  for (const task of workflow.tasks) yield [task.id, task.pointer, agentSource(task, workspace)]
  for (const { id, pointer, workflow: called } of workflow.calls) yield [id, pointer, workflowSource(called, workspace)]
  const { manifest } = workflow
  for (const [id, task] of Object.entries(manifest.content.spec.tasks)) {
    const pointer = toPointer('spec', 'tasks', id)
    if (task.wait !== undefined) yield [id, pointer, { binding: { kind: 'wait', for: task.wait } }]
    if (task.signal !== undefined)
      yield [id, pointer, signalSource(task, placeIn(manifest, `${pointer}/output`), workspace)]
  }
}

function signalSource({ signal = '', output, timeout }: Task, place: Place, { files }: LinkedWorkspace): TaskSource {
  const outputSchema = output === undefined ? undefined : bundleSchema(output, place, files.load).schema
  return {
    binding: { kind: 'signal', name: signal, ...limitOf(timeout) },
    ...(outputSchema === undefined ? {} : { outputSchema }),
  }
}

function limitOf(timeout: string | undefined): { limitMs?: number } {
  const limitMs = timeout === undefined ? undefined : parseDuration(timeout)
  return limitMs === undefined ? {} : { limitMs }
}

function workflowSource(called: WorkflowLookup, workspace: LinkedWorkspace): Source {
  if ('problem' in called) return { problem: called.message.replace(/\.$/, '') }
  const { plan, findings } = planWorkflow(called.found, workspace)
  if (plan === undefined) return { findings }
  const { inputSchema } = plan
  return { binding: { kind: 'workflow', plan }, ...(inputSchema === undefined ? {} : { inputSchema }) }
}

function inputSchemaOf({ manifest }: LinkedWorkflow, { files }: LinkedWorkspace): unknown {
  const { input } = manifest.content.spec
  return input === undefined ? undefined : bundleSchema(input, placeIn(manifest, '/spec/input'), files.load).schema
}

// What `item` is, so that expressions tell integers from other numbers.
function itemSchemasOf(workflow: LinkedWorkflow, workspace: LinkedWorkspace): ReadonlyMap<string, unknown> {
  const { scope } = typedWorkflow(workflow, workspace)
  const looping = Object.entries(workflow.manifest.content.spec.tasks).filter(([, task]) => task.forEach !== undefined)
  return new Map(
    looping.map(([id]) => {
      const embedder = new SchemaEmbedder()
      const body = schemaOfType(scope.itemType(id), embedder)
      return [id, isObject(body) ? embedder.close(body) : body]
    }),
  )
}

function agentSource({ id, agent, capability, content }: LinkedTask, workspace: LinkedWorkspace): Source {
  if ('problem' in agent) return { problem: agent.message.replace(/\.$/, '') }
  if (capability === undefined) return { problem: 'it asks for a capability that is not there' }
  const { contract } = workspace.contractOf(agent.found, capability)
  const { concurrency, runtime } = agent.found.manifest.content.spec
  const binding: TaskBinding | { problem: string } =
    runtime?.human === undefined
      ? bindCapability(agent.found, capability, { contract, taskTimeout: content.timeout, workspace })
      : { kind: 'signal', name: id, ...runtime.human, ...limitOf(content.timeout) }
  if ('problem' in binding) return binding
  const input = contract.input === undefined ? {} : { inputSchema: contract.input }
  const output = promisesNothing(contract) ? {} : { outputSchema: contract.output }
  const limit = concurrency === undefined ? {} : { agentConcurrency: concurrency }
  return { agent: agent.found.id, capability: capability.name, binding, ...limit, ...input, ...output }
}

// An operation whose document describes no response may still give one.
function promisesNothing({ output, request }: CapabilityContract): boolean {
  return output === undefined || (request !== undefined && canonicalJson(output) === '{"type":"null"}')
}
