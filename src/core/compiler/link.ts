import type { WorkspaceConfiguration } from '#core/contract'
import type { Finding } from '#core/diagnostics'
import { isObject, toPointer } from '#core/json'
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
import type { FileFacts, WorkspaceFiles } from '#core/workspace'
import { indexAgents } from './agent-index.ts'
import { operationProblem } from './binding-problem.ts'
import { indexServers, linkServer } from './link-server.ts'
import { findWorkflowIn, linkWorkflow } from './link-workflow.ts'
import type {
  CapabilityContract,
  LinkedAgent,
  LinkedCapability,
  LinkedWorkflow,
  LinkedWorkspace,
} from './linked.ts'
import { once } from './once.ts'

/** Links manifests with one another and with the OpenAPI documents they name. Reports nothing: what is missing is data. */
export function linkManifests(
  facts: ReadonlyMap<string, FileFacts>,
  files: WorkspaceFiles,
  configuration: WorkspaceConfiguration,
): LinkedWorkspace {
  const manifests = [...facts.values()].flatMap((each) => each.manifests)
  const documents = new OpenApiDocuments(files)
  const agents = inOrder(manifests.filter(isAgentManifest)).map((manifest) => linkAgent(manifest, documents))
  const findAgent = indexAgents(agents)
  const workflows: LinkedWorkflow[] = []
  const lookups = { findAgent, findWorkflow: findWorkflowIn(workflows) }
  for (const manifest of inOrder(manifests.filter(isWorkflowManifest))) workflows.push(linkWorkflow(manifest, lookups))
  const servers = inOrder(manifests.filter(isServerManifest)).map((manifest) => linkServer(manifest, facts, files))
  const contracts = new Map<LinkedCapability, ReturnType<LinkedWorkspace['contractOf']>>()
  return {
    configuration,
    files,
    agents,
    workflows,
    servers,
    findAgent,
    findServer: indexServers(servers),
    asked: new Set(manifests.map(({ file }) => file)),
    contractOf(agent, capability) {
      const known = contracts.get(capability) ?? contractOf(agent, capability, files)
      contracts.set(capability, known)
      return known
    },
  }
}

function inOrder<M extends Manifest>(manifests: readonly M[]): M[] {
  const key = (manifest: Manifest) =>
    `${manifestName(manifest)}\n${manifest.file}\n${String(manifest.document).padStart(9, '0')}`
  return manifests.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
}

class OpenApiDocuments {
  readonly #files: WorkspaceFiles
  readonly #open = new Map<string, OpenApiDocument | undefined>()

  constructor(files: WorkspaceFiles) {
    this.#files = files
  }

  open(file: string): OpenApiDocument | undefined {
    if (!this.#open.has(file)) {
      const value = this.#files.load(file)
      const isDocument = isObject(value) && isOpenApi(value)
      this.#open.set(
        file,
        isDocument ? openOpenApi({ file, pointer: '' }, value, this.#files.load).document : undefined,
      )
    }
    return this.#open.get(file)
  }
}

function linkAgent(manifest: AgentManifest, documents: OpenApiDocuments): LinkedAgent {
  const capabilities = (manifest.content.spec.capabilities ?? []).map((content, index) => {
    const { name, operation } = content
    const bind = once(() => (operation === undefined ? undefined : bindOperation(operation, manifest.file, documents)))
    const pointer = toPointer('spec', 'capabilities', index)
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
): { contract: CapabilityContract; findings: readonly Finding[] } {
  if (binding !== undefined && 'operation' in binding)
    return operationContract(binding.document, binding.operation, files.load)
  const bundle = (field: 'input' | 'output') =>
    content[field] === undefined
      ? { schema: undefined, findings: [] }
      : bundleSchema(content[field], placeIn(agent.manifest, `${pointer}/${field}`), files.load)
  const input = bundle('input')
  const output = bundle('output')
  return { contract: { input: input.schema, output: output.schema }, findings: [...input.findings, ...output.findings] }
}
