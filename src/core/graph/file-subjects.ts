import type { LinkedAgent, LinkedCapability, LinkedServer, LinkedWorkflow, LinkedWorkspace } from '#core/compiler'
import type { GraphNodeKind } from '#core/contract'
import { toPointer } from '#core/json'
import { placeIn } from '#core/manifest'
import { formatOf } from '#core/source'
import type { TaskEdge } from '#core/workflow'
import type { CapabilitySchemas, SchemaReader } from './capability-schemas.ts'
import type { Mention, NameFinder } from './mentions.ts'
import type { AgentRef, HubRef, NodeRef, OperationRef, SchemaRef, SubjectRef, TaskRef } from './node-ref.ts'
import { findOperation, type OperationFacts } from './operation.ts'

/** Something of which a file is the manifest. */
export type Subject = LinkedAgent | LinkedWorkflow | LinkedServer

/** What one file holds. */
export interface FileContent {
  readonly file: string
  readonly agents: readonly LinkedAgent[]
  readonly workflows: readonly LinkedWorkflow[]
  readonly servers: readonly LinkedServer[]
  /** It is an OpenAPI document, too. */
  readonly isOpenApi: boolean
}

/** What is needed of the rest, the same for all files. */
export interface Surroundings {
  readonly files: LinkedWorkspace['files']
  readonly schemas: SchemaReader
  /** Finds the names of agents in prose. */
  finder(): NameFinder
}

/** Agents, workflows and servers of one file as derivations see them: with the nodes that stand for them. */
export class FileSubjects implements FileContent {
  readonly file: string
  readonly agents: readonly LinkedAgent[]
  readonly workflows: readonly LinkedWorkflow[]
  readonly servers: readonly LinkedServer[]
  readonly isOpenApi: boolean
  /** In the order of their numbers. */
  readonly subjects: readonly Subject[]
  readonly #around: Surroundings
  readonly #numbers: ReadonlyMap<Subject, number>
  readonly #operations = new Map<LinkedCapability, OperationFacts | undefined>()
  #last: { readonly capability: LinkedCapability; readonly schemas: CapabilitySchemas } | undefined

  constructor({ file, agents, workflows, servers, isOpenApi }: FileContent, around: Surroundings) {
    this.file = file
    this.agents = agents
    this.workflows = workflows
    this.servers = servers
    this.isOpenApi = isOpenApi
    this.subjects = [...agents, ...workflows, ...servers]
    this.#around = around
    this.#numbers = new Map(this.subjects.map((subject, number) => [subject, number]))
  }

  nodeOf(subject: Subject): SubjectRef {
    return { form: 'subject', number: this.#numbers.get(subject) ?? 0 }
  }

  taskNode(workflow: LinkedWorkflow, name: string): TaskRef {
    const place = placeIn(workflow.manifest, toPointer('spec', 'tasks', name))
    return { form: 'task', workflow: this.nodeOf(workflow).number, name, place }
  }

  /** The names of other agents in the prose of a markdown file that holds an agent. */
  mentions({ manifest: { content } }: LinkedAgent): readonly Mention[] {
    return mentionsIn(this.file, content.metadata.name, this.#around)
  }

  /** The operation that a capability is bound to. */
  operation(agent: LinkedAgent, capability: LinkedCapability): OperationRef | undefined {
    if (capability.content.operation === undefined) return undefined
    if (!this.#operations.has(capability))
      this.#operations.set(capability, findOperation(agent, capability, this.#around.files))
    const found = this.#operations.get(capability)
    return found && operationNode(found)
  }

  /** What a capability takes or gives, as far as it says something. */
  schema(agent: LinkedAgent, capability: LinkedCapability, direction: 'input' | 'output'): SchemaRef | undefined {
    const facts = this.#schemasOf(agent, capability)[direction]
    if (facts === undefined) return undefined
    const { hash, required, title } = facts
    const { name, content } = capability
    return { form: 'schema', name: title ?? nameOf(content[direction]), capability: name, direction, hash, required }
  }

  // Both directions are asked for, one after the other.
  #schemasOf(agent: LinkedAgent, capability: LinkedCapability): CapabilitySchemas {
    if (this.#last?.capability !== capability)
      this.#last = { capability, schemas: this.#around.schemas.of(agent, capability) }
    return this.#last.schemas
  }

  /** What leads from task to task in a workflow. */
  taskEdges(workflow: LinkedWorkflow): readonly TaskEdge[] {
    return this.#around.files.note(this.file, taskEdgesOf(workflow), () => workflow.edges) ?? []
  }
}

/** True if what leads from task to task is remembered, so that no expression need be parsed. */
export function knowsTaskEdges(workflow: LinkedWorkflow, files: LinkedWorkspace['files']): boolean {
  return files.note(workflow.manifest.file, taskEdgesOf(workflow), () => undefined) !== undefined
}

function taskEdgesOf({ manifest }: LinkedWorkflow): string {
  return `task edges ${manifest.document}`
}

/** The names of other agents in the prose of a markdown file, which holds an agent of this name. */
export function mentionsIn(file: string, name: string, { files, finder }: Surroundings): readonly Mention[] {
  return formatOf(file) === 'markdown' ? finder().find(files.text(file) ?? '', name) : []
}

/** A node for something that many agents can lead to, known by its name. */
export function hubNode(kind: GraphNodeKind, name: string): HubRef {
  return { form: 'hub', kind, name }
}

/** The node of a tool; those of an MCP server belong to it. */
export function toolNode(name: string, server: string | undefined): HubRef {
  return { form: 'hub', kind: 'tool', name, server }
}

/** An agent of whatever file. */
export function agentNamed(name: string, range?: string): AgentRef {
  return { form: 'agent', name, range }
}

/** A capability of an agent of whatever file. */
export function capabilityOf(agent: AgentRef, name: string): NodeRef {
  return { form: 'capability', agent, name }
}

function operationNode({ document, key, name, file, pointer }: OperationFacts): OperationRef {
  return { form: 'operation', key, name, place: { file, pointer }, document }
}

// `schemas/invoice.json#/$defs/Line` is known as Line, `schemas/invoice.json` as invoice.
function nameOf(schema: unknown): string | undefined {
  const reference = (schema as { $ref?: unknown } | undefined)?.$ref
  if (typeof reference !== 'string') return undefined
  const last = reference.split('/').at(-1)?.replace(/#$/, '')
  const isFile = !reference.includes('#/')
  const name = isFile ? last?.replace(/(\.schema)?\.\w+$/, '') : last
  return name === '' ? undefined : name
}
