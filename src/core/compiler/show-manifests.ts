import type { SpecReadOutput } from '#core/contract'
import { listCandidates, usageError } from '#core/diagnostics'
import { isServerManifest, type Manifest, manifestName, type ServerManifest } from '#core/manifest'
import { diskTree, formatOf, isFileAt, realPath } from '#core/source'
import { type FileFacts, locateWorkspace, readConfiguration, WorkspaceFiles } from '#core/workspace'
import { collectFiles } from './collect.ts'
import { linkServer } from './link-server.ts'

export interface ShowRequest {
  readonly cwd: string
  readonly root?: string | undefined
  /** A file, or the name of an agent or workflow, also as `name@version`. */
  readonly reference: string
}

export interface ShownManifests {
  readonly output: SpecReadOutput
  readonly root: string
  readonly files: WorkspaceFiles
}

/** The manifests that a file holds, or that have a name, in terms of ossa/v1. Throws OssaError if there are none to be found. */
export function showManifests({ cwd, root: givenRoot, reference }: ShowRequest): ShownManifests {
  const isPath = isFileAt(reference, cwd) || reference.includes('/') || formatOf(reference) !== undefined
  if (isPath) requireFile(reference, cwd)
  const { root, targets } = locateWorkspace({ cwd, root: givenRoot, paths: isPath ? [reference] : [] })
  const tree = diskTree(root)
  const files = new WorkspaceFiles(tree, { manifestsOnly: true })
  const { facts } = collectFiles(files, { targets }, readConfiguration(tree).configuration)
  const found = isPath ? [...facts.values()] : namedFacts([...facts.values()], reference)
  const diagnostics = files.locate(found.flatMap((each) => each.findings))
  const manifests = found.filter(isSound).flatMap((each) => each.manifests)
  const whole = manifests.map((manifest) =>
    isServerManifest(manifest) ? withTools(manifest, { facts, files }) : manifest,
  )
  return { output: { manifests: whole.map(shown), diagnostics }, root, files }
}

function requireFile(reference: string, cwd: string): void {
  if (!realPath(reference, cwd).isFolder) return
  throw usageError('spec/not-a-file', `${reference} is a folder.`, 'List what it holds with `ossa spec list`.')
}

function namedFacts(facts: readonly FileFacts[], name: string): FileFacts[] {
  const isMeant = (manifest: Manifest) => [manifest.content.metadata.name, manifestName(manifest)].includes(name)
  const found = facts.flatMap((each) => {
    const manifests = each.manifests.filter(isMeant)
    return manifests.length === 0 ? [] : [{ ...each, manifests }]
  })
  if (found.length > 0) return found
  const names = facts.flatMap(({ manifests }) => manifests.map(({ content }) => content.metadata.name))
  throw usageError(
    'spec/no-such-manifest',
    `There is no file, agent or workflow named ${JSON.stringify(name)}.`,
    listCandidates(name, [...new Set(names)].sort(), 'names'),
  )
}

// What is left of a faulty manifest is not what its author wrote.
function isSound({ findings }: FileFacts): boolean {
  return findings.every(({ severity }) => severity !== 'error')
}

function withTools(
  manifest: ServerManifest,
  { facts, files }: { facts: ReadonlyMap<string, FileFacts>; files: WorkspaceFiles },
): ServerManifest {
  const { content } = manifest
  const capabilities = linkServer(manifest, facts, files).tools.map((tool) => tool.content)
  if (capabilities.length === 0) return manifest
  return { ...manifest, content: { ...content, spec: { ...content.spec, capabilities } } }
}

function shown({ file, document, dialect, content }: Manifest): SpecReadOutput['manifests'][number] {
  // In this order, whatever its author wrote first.
  if (content.kind === 'Server') {
    const { kind, metadata, spec } = content
    return { file, document, dialect, manifest: { kind, metadata, spec } }
  }
  const { apiVersion, kind, metadata, spec, ...extensions } = content
  return { file, document, dialect, manifest: { apiVersion, kind, metadata, spec, ...extensions } }
}
