import type { GraphNodeKind } from '#core/contract'
import type { Place } from '#core/diagnostics'

/** A node as one file speaks of it. Which one is meant by the name of something in another file turns out among all files. */
export type NodeRef = SubjectRef | ThingRef | TaskRef | AgentRef | WorkflowRef | ServerRef | CapabilityRef | DocumentRef

/** An agent, a workflow or a server of the file itself. */
export interface SubjectRef {
  readonly form: 'subject'
  /** Among those of the file. */
  readonly number: number
}

/** What has the same id wherever it is mentioned. */
export interface ThingRef {
  readonly form: 'thing'
  readonly kind: GraphNodeKind
  readonly id: string
  readonly name: string
  /** Where it is written; otherwise it stands where something leads to it first. */
  readonly place?: Place
  /** The OpenAPI document of an operation. */
  readonly document?: string
  /** Of a schema: a hash of its content, and the members that all its values have. */
  readonly schema?: { readonly hash: string; readonly required: readonly string[] }
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
