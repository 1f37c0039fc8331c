import {
  type CompiledWorkspace,
  type LinkedAgent,
  type LinkedCapability,
  type LinkedWorkflow,
  type LinkedWorkspace,
  outputExpressions,
} from '#core/compiler'
import { placeIn } from '#core/manifest'
import { bundleSchema } from '#core/openapi'
import { ErrorSchemas } from './collect-errors.ts'
import type { NamedSchema } from './merge-definitions.ts'
import { keysByVersion } from './versions.ts'

/** A capability with its schemas; undefined where nothing is said. */
export interface TypedCapability {
  readonly name: string
  readonly description: string | undefined
  readonly input: NamedSchema | undefined
  readonly output: NamedSchema | undefined
  /** What it answers with when it fails, by status. */
  readonly errors: ReadonlyMap<string, NamedSchema>
}

export interface TypedAgent {
  readonly key: string
  readonly description: string | undefined
  readonly capabilities: readonly TypedCapability[]
}

export interface TypedWorkflow {
  readonly key: string
  readonly description: string | undefined
  readonly input: NamedSchema | undefined
  /** The template of its result. */
  readonly output: unknown
  /** What its tasks give. */
  readonly tasks: ReadonlyMap<string, NamedSchema>
  /** What the expressions in its result give, by their text. */
  readonly expressions: ReadonlyMap<string, TypedExpression>
}

export interface TypedExpression {
  /** What it reads, if it does nothing else. */
  readonly path: readonly (string | number)[] | undefined
  readonly result: NamedSchema
}

/** Everything that gets a type. */
export interface TypedSurface {
  readonly agents: readonly TypedAgent[]
  readonly workflows: readonly TypedWorkflow[]
}

/** The agents and workflows that were asked for, with the schemas of what goes in and out, in a fixed order. */
export function collectSurface({ workspace, agents, workflows }: CompiledWorkspace): TypedSurface {
  const keyed = keysByVersion(agents)
  const contracts = contractReader(keyed, workspace)
  return {
    agents: keyed.map(([key, agent]) => typedAgent(key, agent, contracts)),
    workflows: keysByVersion(workflows).map(([key, workflow]) => ({
      ...typedWorkflow(key, workflow, workspace),
      tasks: taskOutputs(workflow, contracts),
      expressions: typedExpressions(key, outputExpressions(workflow, workspace)),
    })),
  }
}

type ReadContract = (
  agent: LinkedAgent,
  capability: LinkedCapability,
) => Pick<TypedCapability, 'input' | 'output' | 'errors'>

// The highest version has two keys; its schemas have one name all the same.
function contractReader(keyed: readonly [string, LinkedAgent][], workspace: LinkedWorkspace): ReadContract {
  const names = new Map(keyed.toReversed().map(([key, agent]) => [agent, key]))
  const errors = new ErrorSchemas(workspace)
  return (agent, capability) => {
    const { contract } = workspace.contractOf(agent, capability)
    const name = `${names.get(agent) ?? agent.id} ${capability.name}`
    return {
      input: named(`${name} input`, contract.input),
      output: named(`${name} output`, contract.output),
      errors: errors.of(capability, name),
    }
  }
}

function typedAgent(key: string, agent: LinkedAgent, contracts: ReadContract): TypedAgent {
  const { manifest, capabilities } = agent
  return {
    key,
    description: manifest.content.metadata.description,
    capabilities: capabilities.map((capability) => ({
      name: capability.name,
      description: capability.content.description,
      ...contracts(agent, capability),
    })),
  }
}

function typedWorkflow(key: string, { manifest }: LinkedWorkflow, { files }: LinkedWorkspace) {
  const { metadata, spec } = manifest.content
  const place = placeIn(manifest, '/spec/input')
  const input = spec.input === undefined ? undefined : bundleSchema(spec.input, place, files.load).schema
  return { key, description: metadata.description, input: named(`${key} input`, input), output: spec.output }
}

function typedExpressions(
  key: string,
  expressions: ReturnType<typeof outputExpressions>,
): ReadonlyMap<string, TypedExpression> {
  const result = (schema: unknown, index: number): NamedSchema => ({ name: `${key} result ${index + 1}`, schema })
  return new Map(
    [...expressions].map(([source, { path, schema }], index) => [source, { path, result: result(schema, index) }]),
  )
}

function taskOutputs({ tasks }: LinkedWorkflow, contracts: ReadContract): ReadonlyMap<string, NamedSchema> {
  const outputs = tasks.flatMap(({ id, agent, capability }) => {
    const output = 'found' in agent && capability !== undefined ? contracts(agent.found, capability).output : undefined
    return output === undefined ? [] : [[id, output] as const]
  })
  return new Map(outputs)
}

function named(name: string, schema: unknown): NamedSchema | undefined {
  return schema === undefined ? undefined : { name, schema }
}
