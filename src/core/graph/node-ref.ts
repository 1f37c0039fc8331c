import type { GraphNodeKind } from '#core/contract'
import type { Place } from '#core/diagnostics'

/** A node as one file speaks of it. Which one is meant by the name of something in another file turns out among all files. */
export type NodeRef =
  | SubjectRef
  | HubRef
  | SchemaRef
  | OperationRef
  | TaskRef
  | AgentRef
  | WorkflowRef
  | ServerRef
  | CapabilityRef
  | DocumentRef

/** An agent, a workflow or a server of the file itself. */
export interface SubjectRef {
  readonly form: 'subject'
  /** Among those of the file. */
  readonly number: number
}

/** Something that many can lead to, known by its name. It stands where something leads to it first. */
export interface HubRef {
  readonly form: 'hub'
  readonly kind: GraphNodeKind
  readonly name: string
  /** The MCP server that a tool belongs to, if it does. */
  readonly server?: string | undefined
}

/** A schema of a capability, known by its content. It stands where something leads to it first. */
export interface SchemaRef {
  readonly form: 'schema'
  /** As its author calls it; otherwise it is called by the capability and the direction. */
  readonly name: string | undefined
  readonly capability: string
  readonly direction: 'input' | 'output'
  /** Of its content. */
  readonly hash: string
  /** The members that all its values have. */
  readonly required: readonly string[]
}

/** An operation, known by where it is written. */
export interface OperationRef {
  readonly form: 'operation'
  /** A part of an id: unique within the document. */
  readonly key: string
  readonly name: string
  readonly place: Place
  /** The file of its OpenAPI document. */
  readonly document: string
}

export interface TaskRef {
  readonly form: 'task'
  /** Of the workflow, among the subjects of the file. */
  readonly workflow: number
  readonly name: string
  readonly place: Place
}

/** The agent that a reference leads to, as it is written in the file. */
export interface AgentRef {
  readonly form: 'agent'
  readonly name: string
  readonly range?: string | undefined
}

/** The workflow that a reference leads to. */
export interface WorkflowRef {
  readonly form: 'workflow'
  readonly name: string
  readonly range?: string | undefined
}

/** The MCP server that a name leads to; one that is nowhere described is known by its name. */
export interface ServerRef {
  readonly form: 'server'
  readonly name: string
}

/** A capability of an agent, if it has it. */
export interface CapabilityRef {
  readonly form: 'capability'
  readonly agent: AgentRef
  readonly name: string
}

/** All operations of an OpenAPI document that agents are bound to. */
export interface DocumentRef {
  readonly form: 'document'
  readonly file: string
}
