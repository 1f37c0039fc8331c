import { readWorkspace } from '#core/compiler'
import type { AgentType, SpecCreateOutput } from '#core/contract'
import { usageError } from '#core/diagnostics'
import { validateShape } from '#core/schema'
import { compareArtifacts, diskTree, formatOf, isFileAt, writeArtifacts } from '#core/source'
import { locateNewFile, locateWorkspace } from '#core/workspace'
import { fillManifest, templateVersion } from './fill-manifest.ts'

export interface CreateRequest {
  readonly cwd: string
  readonly root?: string | undefined
  /** The name of the agent, or the file it is to be written to, whose name it then has. */
  readonly name: string
  readonly type: AgentType
  /** Where to write it. Default `agents/<name>.yaml`. */
  readonly output?: string | undefined
  readonly description?: string | undefined
  /** Overwrite the file if it is there. */
  readonly force: boolean
  /** A valid manifest of this type. */
  readonly template: string
}

/** Writes a new agent manifest, which is valid as it is. Throws OssaError rather than overwrite anything. */
export async function createManifest(request: CreateRequest): Promise<{ output: SpecCreateOutput; root: string }> {
  const { name, root, file } = target(request)
  requireName(name, request.type)
  const artifact = { path: file, content: fillManifest(request.template, { ...request, name }) }
  const [existing] = compareArtifacts(root, [artifact])
  if (existing?.state !== 'missing' && !request.force)
    throw usageError(
      'spec/file-exists',
      `${file} exists already.`,
      'Choose another name, or overwrite it with --force.',
    )
  await requireUnique(name, root, file)
  writeArtifacts(root, [artifact])
  return { output: { file, name, type: request.type }, root }
}

function target({ cwd, root, name, output }: CreateRequest): { name: string; root: string; file: string } {
  const isFile = formatOf(name) === 'yaml'
  if (isFile && output !== undefined)
    throw usageError('spec/two-files', `${name} and --output both say where to write.`, 'Give one of the two.')
  const written = isFile ? name : output
  const agent = isFile ? baseName(name) : name
  if (written === undefined)
    return { name: agent, root: locateWorkspace({ cwd, root, paths: [] }).root, file: `agents/${agent}.yaml` }
  if (formatOf(written) !== 'yaml')
    throw usageError('spec/not-yaml', `${written} is not the name of a YAML file.`, 'Let it end in .yaml or .yml.')
  return { name: agent, ...locateNewFile({ cwd, root, file: written }) }
}

function baseName(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? ''
  return name.replace(/\.ya?ml$/i, '')
}

function requireName(name: string, type: AgentType): void {
  const metadata = { name, version: templateVersion }
  const [problem] = validateShape('Agent', { apiVersion: 'ossa/v1', kind: 'Agent', metadata, spec: { type } })
  if (problem === undefined) return
  throw usageError(
    'spec/invalid-name',
    `${JSON.stringify(name)} cannot be the name of an agent.`,
    `${problem.hint} For example: ${suggestedName(name)}`,
  )
}

function suggestedName(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  return words?.join('-').slice(0, 128) ?? 'my-agent'
}

// Only a folder with an ossa.yaml is certain to be a workspace; any other might be someone's whole home.
async function requireUnique(name: string, root: string, file: string): Promise<void> {
  if (!isFileAt('ossa.yaml', root)) return
  const { workspace } = await readWorkspace({ tree: diskTree(root), targets: [''] })
  const other = workspace.agents.find(
    ({ id, manifest }) => id === `${name}@${templateVersion}` && manifest.file !== file,
  )
  if (other === undefined) return
  throw usageError(
    'spec/agent-exists',
    `There is an agent ${other.id} already, in ${other.manifest.file}.`,
    'Choose another name.',
  )
}
