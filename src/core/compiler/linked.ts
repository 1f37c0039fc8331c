import type { Capability, SecondTask, Task, WorkspaceConfiguration } from '#core/contract'
import type { Finding, Place } from '#core/diagnostics'
import type { AgentManifest, Manifest, ServerManifest, WorkflowManifest } from '#core/manifest'
import type { OpenApiDocument, Operation, OperationRequest } from '#core/openapi'
import type { TaskEdge } from '#core/workflow'
import type { WorkspaceFiles } from '#core/workspace'

/** An agent whose capabilities have been bound as far as they can be. */
export interface LinkedAgent {
  readonly manifest: AgentManifest
  /** `name@version`. */
  readonly id: string
  readonly capabilities: readonly LinkedCapability[]
}

export interface LinkedCapability {
  readonly name: string
  /** In the normalised manifest. */
  readonly pointer: string
  readonly content: Capability
  /** The operation it is bound to, or why it is not; undefined if it is bound to none. Found when first asked for. */
  readonly binding: OperationBinding | BindingProblem | undefined
}

export type AgentLookup =
  | { readonly found: LinkedAgent }
  /**
   * `missing`: there is no such agent; `version`: there is, but not in the range; `ambiguous`: there are several; `faulty`: its manifest
   * is left out, which is reported there.
   */
  | {
      readonly problem: 'missing' | 'version' | 'ambiguous' | 'faulty'
      readonly message: string
      readonly hint: string
    }

/** Finds an agent by name, or by the path of its manifest, as it is referred to in a file. The highest version in the range wins. */
export type FindAgent = (reference: string, options: { from: string; range?: string | undefined }) => AgentLookup

/** Finds a workflow by its name. The highest version in the range wins. */
export type FindWorkflow = (name: string, range: string | undefined) => WorkflowLookup

export interface OperationBinding {
  readonly document: OpenApiDocument
  readonly operation: Operation
}

export interface BindingProblem {
  readonly problem: string
  readonly hint?: string
}

/** What a capability takes and gives, as self-contained JSON Schemas; undefined where nothing is said. */
export interface CapabilityContract {
  readonly input: unknown
  readonly output: unknown
  readonly request?: OperationRequest
}

/** A contract, what is wrong with it, and the files that it is made of. */
export interface LinkedContract {
  readonly contract: CapabilityContract
  readonly findings: readonly Finding[]
  readonly files: ReadonlySet<string>
}

/** Something that an agent does: a task, or what undoes or replaces one. */
export interface LinkedTask {
  /** Of a task its own; of what undoes or replaces one see `secondaryTasks`. */
  readonly id: string
  /** The task that it is, or belongs to. */
  readonly owner: string
  /** In the normalised manifest. */
  readonly pointer: string
  readonly content: SecondTask
  /** Found when first asked for. */
  readonly agent: AgentLookup
  readonly capability: LinkedCapability | undefined
}

/** A task that is another workflow. */
export interface LinkedCall {
  readonly id: string
  /** In the normalised manifest. */
  readonly pointer: string
  readonly content: Task
  readonly workflow: WorkflowLookup
}

export type WorkflowLookup =
  | { readonly found: LinkedWorkflow }
  | { readonly problem: 'missing' | 'version' | 'faulty'; readonly message: string; readonly hint: string }

export interface LinkedWorkflow {
  readonly manifest: WorkflowManifest
  /** `name@version`. */
  readonly id: string
  /** What agents do, in the order of the tasks. */
  readonly tasks: readonly LinkedTask[]
  /** The workflows that it carries out as tasks. */
  readonly calls: readonly LinkedCall[]
  /** Found when first asked for, with `loadExpressions()` awaited before. */
  readonly edges: readonly TaskEdge[]
}

/** An MCP server with its tools, wherever they are described. */
export interface LinkedServer {
  readonly manifest: ServerManifest
  /** `name@version`. */
  readonly id: string
  /** Found when first asked for. */
  readonly tools: readonly ServerTool[]
}

export interface ServerTool {
  readonly content: Capability
  /** Where it is described. */
  readonly place: Place
}

/** What a check may know of what is around its subject. All of it is asked for, so that the result can be remembered. */
export interface Surroundings {
  readonly files: WorkspaceFiles
  readonly findAgent: FindAgent
  /** The MCP servers that the configuration declares. */
  mcpServers(): NonNullable<WorkspaceConfiguration['mcpServers']>
  /** The first manifest, of those that were asked for, with the same kind, name and version; it may be this one. */
  firstOfName(manifest: Manifest): Manifest | undefined
  /** The cycles of dependencies that are reported at an agent. It comes first in each. */
  cyclesFrom(agent: LinkedAgent): readonly (readonly LinkedAgent[])[]
  /** The cycles in which workflows carry one another out that are reported at a workflow. It comes first in each. */
  workflowCyclesFrom(workflow: LinkedWorkflow): readonly (readonly LinkedWorkflow[])[]
  /** Schemas of a capability, worked out when first asked for. */
  contractOf(agent: LinkedAgent, capability: LinkedCapability): LinkedContract
}

/** Everything after reading and linking. What could not be linked says so where it stands; nothing is left out. */
export interface LinkedWorkspace extends Surroundings {
  readonly configuration: WorkspaceConfiguration
  /** Sorted by id, then file. */
  readonly agents: readonly LinkedAgent[]
  readonly workflows: readonly LinkedWorkflow[]
  readonly servers: readonly LinkedServer[]
  /** The files that were asked for. The others were read only to find what these refer to. */
  readonly asked: Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>
}
