import type { LinkedAgent, LinkedWorkflow, LinkedWorkspace } from '#core/compiler'
import { manifestName, placeIn } from '#core/manifest'
import type { Start } from './effect.ts'
import { agentNode, capabilityNode, workflowNode } from './manifests/manifest-subject.ts'
import { labelOf, operationNode } from './openapi/operation-subject.ts'

/** Someone whom a change reaches, and how. */
export interface Reached {
  readonly kind: 'agent' | 'workflow'
  /** `name@version`. */
  readonly id: string
  readonly file: string
  readonly document: number
  readonly pointer: string
  /** From what has changed up to what reaches them, in words. */
  readonly path: readonly string[]
  /** In which version of the workspace. */
  readonly version: Start['version']
}

interface Node {
  readonly label: string
  /** Who is reached here; an operation is nobody. */
  readonly holder: Omit<Reached, 'path' | 'version'> | undefined
  readonly users: Set<string>
}

/** Who uses what in one version of a workspace: operations, capabilities, agents, workflows. */
export class ReachGraph {
  readonly #version: Start['version']
  readonly #nodes = new Map<string, Node>()

  constructor(workspace: LinkedWorkspace, version: Start['version']) {
    this.#version = version
    for (const agent of workspace.agents) this.#addAgent(agent)
    for (const agent of workspace.agents) this.#addUses(agent, workspace)
    for (const workflow of workspace.workflows) this.#addWorkflow(workflow)
  }

  /** All whom a change reaches, the nearest first, each by one of the shortest ways. */
  from(starts: readonly string[]): Reached[] {
    const found = new Map<string, Reached>()
    const paths = new Map(starts.map((start) => [start, [this.#nodes.get(start)?.label ?? '']]))
    for (const [key, path] of paths) {
      const { holder, users = [] } = this.#nodes.get(key) ?? {}
      const name = holder && `${holder.file} ${holder.document}`
      const isStart = path.length === 1
      if (holder !== undefined && name !== undefined && !isStart && !found.has(name))
        found.set(name, { ...holder, path, version: this.#version })
      for (const user of users) if (!paths.has(user)) paths.set(user, this.#next(path, user))
    }
    return [...found.values()]
  }

  // An agent and one of its capabilities are one step.
  #next(path: readonly string[], user: string): string[] {
    const label = this.#nodes.get(user)?.label ?? ''
    const last = path.at(-1) ?? ''
    return label.startsWith(`${last} `) ? [...path.slice(0, -1), label] : [...path, label]
  }

  #addAgent(agent: LinkedAgent): void {
    const holder = holderOf('agent', agent)
    const { name } = agent.manifest.content.metadata
    const own = this.#add(agentNode(agent), { label: `agent ${name}`, holder })
    for (const capability of agent.capabilities) {
      const key = capabilityNode(agent, capability.name)
      this.#add(key, { label: `agent ${name} capability ${capability.name}`, holder })
      own.users.add(key)
      const { binding } = capability
      if (binding === undefined || !('operation' in binding)) continue
      const { document, operation } = binding
      const label = `${document.file}#${operation.id ?? labelOf(operation)}`
      this.#add(operationNode(document, operation), { label, holder: undefined }).users.add(key)
    }
  }

  // Agents that depend on an agent, or have one of its capabilities as a tool.
  #addUses(agent: LinkedAgent, { findAgent }: LinkedWorkspace): void {
    const { dependsOn = [], tools = [] } = agent.manifest.content.spec
    const from = agent.manifest.file
    for (const { agent: name, version } of dependsOn) {
      const lookup = findAgent(name, { from, range: version })
      if ('found' in lookup) this.#addUser(agentNode(agent), lookup.found)
    }
    for (const { agent: name, capability } of tools) {
      const lookup = name === undefined ? undefined : findAgent(name, { from })
      if (lookup !== undefined && 'found' in lookup) this.#addUser(agentNode(agent), lookup.found, capability)
    }
  }

  #addWorkflow(workflow: LinkedWorkflow): void {
    const holder = holderOf('workflow', workflow)
    const { name } = workflow.manifest.content.metadata
    this.#add(workflowNode(workflow), { label: `workflow ${name}`, holder })
    for (const { id, agent, capability } of workflow.tasks) {
      if (!('found' in agent)) continue
      const key = `${workflowNode(workflow)} ${id}`
      this.#add(key, { label: `workflow ${name} task ${id}`, holder })
      const used = capability === undefined ? agentNode(agent.found) : capabilityNode(agent.found, capability.name)
      this.#nodes.get(used)?.users.add(key)
    }
  }

  // Of one capability, or of any.
  #addUser(user: string, agent: LinkedAgent, capability?: string): void {
    const used = agent.capabilities
      .map(({ name }) => name)
      .filter((name) => capability === undefined || name === capability)
    for (const name of used) this.#nodes.get(capabilityNode(agent, name))?.users.add(user)
    this.#nodes.get(agentNode(agent))?.users.add(user)
  }

  #add(key: string, { label, holder }: Omit<Node, 'users'>): Node {
    const node = this.#nodes.get(key) ?? { label, holder, users: new Set<string>() }
    this.#nodes.set(key, node)
    return node
  }
}

function holderOf(
  kind: Reached['kind'],
  { manifest }: LinkedAgent | LinkedWorkflow,
): Omit<Reached, 'path' | 'version'> {
  const { file, document, pointer } = placeIn(manifest, '/metadata/name')
  return { kind, id: manifestName(manifest), file, document: document ?? 0, pointer }
}
