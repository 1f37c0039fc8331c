import type { Place } from '#core/diagnostics'
import { appendPointer, isObject, setOwn } from '#core/json'
import { placeIn } from '#core/manifest'
import { bundleSchema } from '#core/openapi'
import { inputLocals, type LocalVariable } from '#core/workflow'
import type { LinkedCall, LinkedTask, LinkedWorkflow, Surroundings } from '../linked.ts'

/** What is given an input by a workflow: a task, what undoes or replaces one, or another workflow. */
export interface Receiver {
  readonly id: string
  /** The task that it is, or belongs to. */
  readonly owner: string
  /** In the normalised manifest. */
  readonly pointer: string
  readonly input: unknown
  /** What its input may read besides the input of the workflow and the tasks. */
  readonly locals: readonly LocalVariable[]
  /** JSON Schema of what it takes. */
  readonly accepted: unknown
  /** As one says it: `extract of reader@1.0.0`. */
  readonly name: string
  /** Where it is declared. */
  readonly place: Place
}

/** Everything that is given an input, and says what it takes. */
export function receiversOf(workflow: LinkedWorkflow, workspace: Surroundings): Receiver[] {
  return [
    ...workflow.tasks.flatMap((task) => agentReceiver(task, workflow, workspace)),
    ...workflow.calls.flatMap((call) => workflowReceiver(call, workspace)),
  ]
}

function agentReceiver(task: LinkedTask, { manifest }: LinkedWorkflow, workspace: Surroundings): Receiver[] {
  const { id, owner, pointer, content, agent, capability } = task
  // One expression may give anything; a mapping is an object already.
  const accepted = acceptedBy(task, workspace) ?? (typeof content.input === 'string' ? { type: 'object' } : undefined)
  const definition = manifest.content.spec.tasks[owner]
  if ('problem' in agent || capability === undefined || accepted === undefined || definition === undefined) return []
  const isFallback = id !== owner && pointer.endsWith('/fallback')
  const locals: readonly LocalVariable[] = id === owner ? inputLocals(definition) : isFallback ? ['error'] : []
  const field = capability.content.operation === undefined ? 'input' : 'operation'
  const place = placeIn(agent.found.manifest, appendPointer(capability.pointer, field))
  const name = `${capability.name} of ${agent.found.id}`
  return [{ id, owner, pointer, input: content.input, locals, accepted, name, place }]
}

function workflowReceiver({ id, pointer, content, workflow }: LinkedCall, { files }: Surroundings): Receiver[] {
  if ('problem' in workflow) return []
  const { manifest } = workflow.found
  const { input } = manifest.content.spec
  if (input === undefined) return []
  const place = placeIn(manifest, '/spec/input')
  const accepted = bundleSchema(input, place, files.load).schema
  const locals = inputLocals(content)
  const name = `the input of the workflow ${workflow.found.id}`
  return [{ id, owner: id, pointer, input: content.input, locals, accepted, name, place }]
}

function acceptedBy({ agent, capability }: LinkedTask, workspace: Surroundings): unknown {
  if ('problem' in agent || capability === undefined) return undefined
  const { contract } = workspace.contractOf(agent.found, capability)
  if (contract.request === undefined || !isObject(contract.input)) return contract.input
  // A parameter that is null is left out of the request.
  const optional = contract.request.parameters.filter(({ required }) => !required).map(({ name }) => name)
  const { properties } = contract.input
  if (optional.length === 0 || !isObject(properties)) return contract.input
  const relaxed = { ...properties }
  for (const name of optional)
    if (Object.hasOwn(properties, name)) setOwn(relaxed, name, { anyOf: [properties[name], { type: 'null' }] })
  return { ...contract.input, properties: relaxed }
}
