import { docComment, indentationStep, member, propertyKey } from './code-text.ts'
import type { TypedAgent, TypedCapability, TypedSurface, TypedWorkflow } from './collect.ts'
import { objectType } from './inline-type.ts'
import type { NamedSchema } from './merge-definitions.ts'

/** How the surface names its types. */
export interface TypeNames {
  readonly of: (schema: NamedSchema | undefined) => string
  readonly ofOutput: (workflow: TypedWorkflow, indentation: string) => string
}

const imports = `import type * as schemas from "./schemas.js";

export type * as schemas from "./schemas.js";
`

const selectors = `export type AgentName = keyof Agents;
export type CapabilityName<Agent extends AgentName> = keyof Agents[Agent];
/** What a capability takes. */
export type Input<Agent extends AgentName, Capability extends CapabilityName<Agent>> =
    Agents[Agent][Capability] extends { input: infer Value } ? Value : never;
/** What a capability gives. */
export type Output<Agent extends AgentName, Capability extends CapabilityName<Agent>> =
    Agents[Agent][Capability] extends { output: infer Value } ? Value : never;
/** The bodies of the errors that a service answers with, by status. */
export type Errors<Agent extends AgentName, Capability extends CapabilityName<Agent>> =
    Agents[Agent][Capability] extends { errors: infer Value } ? Value : never;

export type WorkflowName = keyof Workflows;
export type WorkflowInput<Workflow extends WorkflowName> = Workflows[Workflow]["input"];
export type WorkflowOutput<Workflow extends WorkflowName> = Workflows[Workflow]["output"];
`

const level1 = indentationStep
const level2 = level1 + indentationStep
const level3 = level2 + indentationStep

/** The readable part of the types: agents and workflows by name. */
export function printSurface({ agents, workflows }: TypedSurface, names: TypeNames): string {
  return [
    imports,
    block(
      'What the capabilities of each agent take and give.',
      'Agents',
      agents.map((agent) => printAgent(agent, names)),
    ),
    block(
      'What each workflow takes and gives.',
      'Workflows',
      workflows.map((each) => printWorkflow(each, names)),
    ),
    selectors,
  ].join('\n')
}

function block(description: string, name: string, members: readonly string[]): string {
  return `${docComment(description, '')}export interface ${name} {\n${members.join('')}}\n`
}

function printAgent({ key, description, capabilities }: TypedAgent, names: TypeNames): string {
  const members = capabilities.map((capability) => printCapability(capability, names))
  return `${docComment(description, level1)}${nested(key, members, level1)}`
}

function printCapability({ name, description, input, output, errors }: TypedCapability, names: TypeNames): string {
  const failures = [...errors].map(([status, schema]) => ({ name: status, type: names.of(schema) }))
  const members = [
    member({ name: 'input', type: names.of(input) }, level3),
    member({ name: 'output', type: names.of(output) }, level3),
    ...(failures.length === 0 ? [] : [member({ name: 'errors', type: objectType(failures, level3) }, level3)]),
  ]
  return `${docComment(description, level2)}${nested(name, members, level2)}`
}

function printWorkflow(workflow: TypedWorkflow, names: TypeNames): string {
  const { key, description, input } = workflow
  const members = [
    member({ name: 'input', type: names.of(input) }, level2),
    member({ name: 'output', type: names.ofOutput(workflow, level2) }, level2),
  ]
  return `${docComment(description, level1)}${nested(key, members, level1)}`
}

function nested(name: string, members: readonly string[], indentation: string): string {
  const body = members.length === 0 ? '{}' : `{\n${members.join('')}${indentation}}`
  return `${indentation}${propertyKey(name)}: ${body};\n`
}
