import type { WorkspaceConfiguration } from '#core/contract'
import { isObject, itemPointers } from '#core/json'
import {
  type AgentManifest,
  isAgentManifest,
  isServerManifest,
  isWorkflowManifest,
  type Manifest,
  manifestName,
  placeIn,
} from '#core/manifest'
import {
  bundleSchema,
  findOperation,
  isOpenApi,
  type OpenApiDocument,
  openOpenApi,
  operationContract,
} from '#core/openapi'
import { resolveFrom } from '#core/source'
import type { FileFacts, Inquiry, WorkspaceFiles } from '#core/workspace'
import { indexAgents } from './agent-index.ts'
import { askingAll, askingFor, askingForWorkflow } from './ask.ts'
import { operationProblem } from './binding-problem.ts'
import { linkServer } from './link-server.ts'
import { findWorkflowIn, linkWorkflow } from './link-workflow.ts'
import type { LinkedAgent, LinkedCapability, LinkedContract, LinkedWorkflow, LinkedWorkspace } from './linked.ts'
import { explainLost } from './lost.ts'

export interface LinkRequest {
  /** What is in the files that were read. */
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly files: WorkspaceFiles
  readonly configuration: WorkspaceConfiguration
  /** The files that are reported on. */
  readonly asked: LinkedWorkspace['asked']
}

/** Links manifests with one another and with the OpenAPI documents they name. Reports nothing: what is missing is data. */
export function linkManifests({ facts, files, configuration, asked }: LinkRequest): LinkedWorkspace {
  const manifests = [...facts.values()].flatMap((each) => each.manifests)
  const { inquiry } = files
  const { linkAgents, contractOf } = agentLinker(files)
  const agents = linkAgents(manifests)
  const lost = explainLost({ facts, files, asked })
  const find = indexAgents(agents, lost)
  const findAgent = askingFor(find, inquiry)
  const workflows: LinkedWorkflow[] = []
  const lookups = { findAgent, findWorkflow: askingForWorkflow(findWorkflowIn(workflows, lost), inquiry), inquiry }
  for (const manifest of inOrder(manifests.filter(isWorkflowManifest))) workflows.push(linkWorkflow(manifest, lookups))
  const servers = inOrder(manifests.filter(isServerManifest)).map((manifest) => linkServer(manifest, facts, files))
  return {
    configuration,
    files,
    agents,
    workflows,
    servers,
    findAgent,
    asked,
    ...askingAll({ agents, workflows, asked, configuration, find }, inquiry),
    contractOf,
  }
}

export interface AgentLinker extends Pick<LinkedWorkspace, 'contractOf'> {
  /** In the order of their ids. */
  linkAgents(manifests: readonly Manifest[]): LinkedAgent[]
}

/** Links agents with the OpenAPI documents that they name. That takes nothing of the other manifests. */
export function agentLinker(files: WorkspaceFiles): AgentLinker {
  const documents = new OpenApiDocuments(files)
  const contracts = new WeakMap<LinkedCapability, () => ReturnType<LinkedWorkspace['contractOf']>>()
  return {
    linkAgents: (manifests) =>
      inOrder(manifests.filter(isAgentManifest)).map((manifest) => linkAgent(manifest, documents)),
    contractOf(agent, capability) {
      const known = contracts.get(capability) ?? files.inquiry.once(() => contractOf(agent, capability, files))
      contracts.set(capability, known)
      return known()
    },
  }
}

function inOrder<M extends Manifest>(manifests: M[]): M[] {
  if (manifests.length <= 1) return manifests
  const keyed = manifests.map((manifest) => {
    const { file, document } = manifest
    return { manifest, key: `${manifestName(manifest)}\n${file}\n${String(document).padStart(9, '0')}` }
  })
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ manifest }) => manifest)
}

class OpenApiDocuments {
  readonly inquiry: Inquiry
  readonly #files: WorkspaceFiles
  readonly #open = new Map<string, () => OpenApiDocument | undefined>()

  constructor(files: WorkspaceFiles) {
    this.inquiry = files.inquiry
    this.#files = files
  }

  open(file: string): OpenApiDocument | undefined {
    const known = this.#open.get(file) ?? this.inquiry.once(() => this.#read(file))
    this.#open.set(file, known)
    return known()
  }

  #read(file: string): OpenApiDocument | undefined {
    const { load } = this.#files
    const value = load(file)
    const isDocument = isObject(value) && isOpenApi(value)
    return isDocument ? openOpenApi({ file, pointer: '' }, value, load).document : undefined
  }
}

const capabilityPointer = itemPointers('/spec/capabilities')

function linkAgent(manifest: AgentManifest, documents: OpenApiDocuments): LinkedAgent {
  const capabilities = (manifest.content.spec.capabilities ?? []).map((content, index) => {
    const { name, operation } = content
    const pointer = capabilityPointer(index)
    if (operation === undefined) return { name, pointer, content, binding: undefined }
    // Parsing OpenAPI documents and expressions takes most of the time, and not every command needs it.
    const bind = documents.inquiry.once(() => bindOperation(operation, manifest.file, documents))
    return {
      name,
      pointer,
      content,
      get binding() {
        return bind()
      },
    }
  })
  return { manifest, id: manifestName(manifest), capabilities }
}

function bindOperation(reference: string, from: string, documents: OpenApiDocuments): LinkedCapability['binding'] {
  const hash = reference.indexOf('#')
  const path = hash === -1 ? reference : reference.slice(0, hash)
  const fragment = hash === -1 ? '' : reference.slice(hash + 1)
  const file = path === '' ? from : resolveFrom(from, path)
  const document = file === undefined ? undefined : documents.open(file)
  const operation = document === undefined ? undefined : findOperation(document, fragment)
  if (document !== undefined && operation !== undefined) return { document, operation }
  return operationProblem({ path, fragment, file, document })
}

function contractOf(
  agent: LinkedAgent,
  { binding, content, pointer }: LinkedCapability,
  files: WorkspaceFiles,
): LinkedContract {
  if (binding !== undefined && 'operation' in binding)
    return operationContract(binding.document, binding.operation, files.load)
  const bundle = (field: 'input' | 'output') =>
    content[field] === undefined
      ? { schema: undefined, findings: [], files: [] }
      : bundleSchema(content[field], placeIn(agent.manifest, `${pointer}/${field}`), files.load)
  const input = bundle('input')
  const output = bundle('output')
  return {
    contract: { input: input.schema, output: output.schema },
    findings: [...input.findings, ...output.findings],
    files: new Set([...input.files, ...output.files]),
  }
}
