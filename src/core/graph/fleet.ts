import type {
  LinkedAgent,
  LinkedCapability,
  LinkedServer,
  LinkedWorkflow,
  LinkedWorkspace,
  ReadWorkspace,
} from '#core/compiler'
import type { GraphNodeKind } from '#core/contract'
import type { Place } from '#core/diagnostics'
import { loadExpressions } from '#core/expression'
import { toPointer } from '#core/json'
import { type Manifest, placeIn } from '#core/manifest'
import { formatOf } from '#core/source'
import type { TaskEdge } from '#core/workflow'
import { Identities, idPart, idSegment } from './identity.ts'
import { type Mention, NameFinder } from './mentions.ts'
import type { Memo, NodeDraft } from './model.ts'
import { findOperation, type OperationFacts } from './operation.ts'
import { SchemaNodes } from './schema-nodes.ts'

/** Agents, workflows and servers as derivations see them: with the nodes that stand for them. */
export class Fleet {
  /** What was asked for. They may lead to others. */
  readonly agents: readonly LinkedAgent[]
  readonly workflows: readonly LinkedWorkflow[]
  readonly servers: readonly LinkedServer[]
  readonly schemas: SchemaNodes
  readonly #workspace: LinkedWorkspace
  readonly #agentNodes = new Map<LinkedAgent, NodeDraft>()
  readonly #operations = new Map<LinkedCapability, ReturnType<Fleet['operation']>>()
  readonly #agentIds: Identities<LinkedAgent>
  readonly #workflowIds: Identities<LinkedWorkflow>
  readonly #serverIds: Identities<LinkedServer>

  #finder: NameFinder | undefined

  private constructor({ workspace, agents, workflows, servers }: ReadWorkspace, memo: Memo | undefined) {
    this.agents = agents
    this.workflows = workflows
    this.servers = servers
    this.schemas = new SchemaNodes(agents, workspace, memo)
    this.#workspace = workspace
    this.#agentIds = new Identities(workspace.agents, identified)
    this.#workflowIds = new Identities(workspace.workflows, identified)
    this.#serverIds = new Identities(workspace.servers, identified)
  }

  static async of(read: ReadWorkspace, memo?: Memo): Promise<Fleet> {
    const fleet = new Fleet(read, memo)
    const isKnown = (workflow: LinkedWorkflow) => fleet.#taskEdges(workflow, () => undefined) !== undefined
    if (!read.workflows.every(isKnown)) await loadExpressions()
    return fleet
  }

  agentNode(agent: LinkedAgent): NodeDraft {
    const node = this.#agentNodes.get(agent) ?? this.#makeAgentNode(agent)
    this.#agentNodes.set(agent, node)
    return node
  }

  #makeAgentNode(agent: LinkedAgent): NodeDraft {
    const { type } = agent.manifest.content.spec
    return {
      id: `agent:${this.#agentIds.of(agent)}`,
      kind: 'agent',
      ...headOf(agent.manifest),
      type,
      ...wordsOf(agent.manifest),
      ...originOf(agent.manifest),
    }
  }

  workflowNode(workflow: LinkedWorkflow): NodeDraft {
    const { manifest } = workflow
    return {
      id: `workflow:${this.#workflowIds.of(workflow)}`,
      kind: 'workflow',
      ...headOf(manifest),
      ...wordsOf(manifest),
      ...originOf(manifest),
    }
  }

  serverNode(server: LinkedServer): NodeDraft {
    const { manifest } = server
    return {
      id: `server:${this.#serverIds.of(server)}`,
      kind: 'server',
      ...headOf(manifest),
      ...wordsOf(manifest),
      ...originOf(manifest),
    }
  }

  /** The MCP server that a name leads to; one that is nowhere described is known by its name. */
  findServer(name: string, place: Place): NodeDraft {
    const found = this.#workspace.findServer(name, place.file)
    return found === undefined ? hubNode('server', name, place) : this.serverNode(found)
  }

  taskNode(workflow: LinkedWorkflow, task: string): NodeDraft {
    const { manifest } = workflow
    const place = placeIn(manifest, toPointer('spec', 'tasks', task))
    const id = `task:${this.#workflowIds.of(workflow)}/${idSegment(task)}`
    return { id, kind: 'task', name: `${manifest.content.metadata.name}/${task}`, ...mention(place) }
  }

  /** The agent that a reference leads to, as it is written in a manifest. */
  findAgent(reference: string, from: Manifest, range?: string): NodeDraft | undefined {
    const lookup = this.#workspace.findAgent(reference, { from: from.file, range })
    return 'found' in lookup ? this.agentNode(lookup.found) : undefined
  }

  /** The names of other agents in the prose of a markdown file that holds an agent. */
  mentions({ manifest: { file, content } }: LinkedAgent): readonly Mention[] {
    if (formatOf(file) !== 'markdown') return []
    const { files, agents } = this.#workspace
    this.#finder ??= new NameFinder(agents.map(({ manifest }) => manifest.content.metadata.name))
    const finder = this.#finder
    const work = () => finder.find(files.text(file) ?? '', content.metadata.name)
    return files.noteIn(file, 'mentions', { state: finder.state, work }) ?? []
  }

  /** The operation that a capability is bound to, and the OpenAPI document that it belongs to. */
  operation(agent: LinkedAgent, capability: LinkedCapability): { document: string; node: NodeDraft } | undefined {
    if (!this.#operations.has(capability)) {
      const found = findOperation(agent, capability, this.#workspace.files)
      this.#operations.set(capability, found && { document: found.document, node: operationNode(found) })
    }
    return this.#operations.get(capability)
  }

  /** What leads from task to task in a workflow. */
  taskEdges(workflow: LinkedWorkflow): readonly TaskEdge[] {
    return this.#taskEdges(workflow, () => workflow.edges) ?? []
  }

  #taskEdges(
    { manifest }: LinkedWorkflow,
    work: () => readonly TaskEdge[] | undefined,
  ): readonly TaskEdge[] | undefined {
    return this.#workspace.files.note(manifest.file, `task edges ${manifest.document}`, work)
  }
}

/** A node for something that many agents can lead to, known by its name. */
export function hubNode(kind: GraphNodeKind, name: string, place: Place): NodeDraft {
  return { id: `${kind}:${idPart(name)}`, kind, name, ...mention(place) }
}

/** The node of a tool; those of an MCP server belong to it. */
export function toolNode({ mcp, name }: { mcp?: string | undefined; name: string }, place: Place): NodeDraft {
  const shown = mcp === undefined ? name : `${mcp}/${name}`
  const id = mcp === undefined ? idSegment(name) : `${idSegment(mcp)}/${idSegment(name)}`
  return { id: `tool:${id}`, kind: 'tool', name: shown, ...mention(place) }
}

function operationNode({ document, key, name, file, pointer }: OperationFacts): NodeDraft {
  return { id: `operation:${idPart(document)}#${key}`, kind: 'operation', name, file, pointer }
}

function mention({ file, document = 0, pointer }: Place): Pick<NodeDraft, 'file' | 'document' | 'pointer'> {
  return { file, ...(document === 0 ? {} : { document }), pointer }
}

function headOf({ content }: Manifest): { name: string; version: string } {
  const { name, version } = content.metadata
  return { name, version }
}

// What its author gave it to be found by.
function wordsOf({ content }: Manifest): Pick<NodeDraft, 'labels' | 'tags'> {
  const { labels, tags } = content.metadata
  return {
    ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { labels }),
    ...(tags === undefined || tags.length === 0 ? {} : { tags }),
  }
}

function originOf(manifest: Manifest): ReturnType<typeof mention> {
  return mention(placeIn(manifest, ''))
}

function identified({ manifest }: { manifest: Manifest }) {
  const { file, document } = manifest
  const { pointer } = placeIn(manifest, '')
  return { ...headOf(manifest), file, document, pointer }
}
