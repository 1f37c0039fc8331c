import type { AgentType, SpecListOutput } from '#core/contract'
import type { Manifest } from '#core/manifest'
import { diskTree, startLineOf } from '#core/source'
import { type FileFacts, locateWorkspace, readConfiguration, WorkspaceFiles } from '#core/workspace'
import { type Collected, collectFiles } from './collect.ts'
import { linkServer } from './link-server.ts'

export interface ListRequest {
  readonly cwd: string
  readonly paths: readonly string[]
  readonly root?: string | undefined
  readonly kind?: Manifest['kind'] | undefined
  /** Only agents of this type. */
  readonly type?: AgentType | undefined
}

export interface ListedManifests {
  readonly output: SpecListOutput
  readonly root: string
  /** How many files have errors, and may hold more than is listed. */
  readonly faultyFiles: number
}

/** The manifests on disk, of every dialect, without checking what they refer to. Throws OssaError for paths that do not exist. */
export function listManifests({ kind, type, ...where }: ListRequest): ListedManifests {
  const { root, targets } = locateWorkspace(where)
  const tree = diskTree(root)
  const files = new WorkspaceFiles(tree, { manifestsOnly: true })
  const { facts } = collectFiles(files, { targets }, readConfiguration(tree).configuration)
  const items = [...facts.values()].flatMap(({ manifests }) =>
    manifests.map((manifest) => listItem(manifest, { files, facts })),
  )
  const manifests = items
    .filter((item) => (kind === undefined || item.kind === kind) && (type === undefined || item.type === type))
    .toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1))
  return { output: { manifests }, root, faultyFiles: [...facts.values()].filter(isFaulty).length }
}

type Item = SpecListOutput['manifests'][number]

function listItem(manifest: Manifest, { files, facts }: { files: WorkspaceFiles; facts: Collected['facts'] }): Item {
  const { kind, dialect, file } = manifest
  const { name, version } = manifest.content.metadata
  const common = { kind, name, version }
  const origin = { dialect, file, line: lineOf(manifest, files) }
  if (manifest.kind === 'Workflow')
    return { ...common, tasks: Object.keys(manifest.content.spec.tasks).length, ...origin }
  if (manifest.kind === 'Server')
    return { ...common, tools: linkServer(manifest, facts, files).tools.length, ...origin }
  const { type, capabilities = [] } = manifest.content.spec
  return { ...common, type, capabilities: capabilities.length, ...origin }
}

// Positions need a second, slower parser; most files are one document, whose first line can be seen.
function lineOf({ file, document }: Manifest, files: WorkspaceFiles): number {
  const seen = startLineOf(files.text(file) ?? '')
  if (seen !== undefined) return seen
  const [located] = files.locate([{ code: '', severity: 'info', message: '', hint: '', file, document, pointer: '' }])
  return located?.line ?? 1
}

function isFaulty({ findings }: FileFacts): boolean {
  return findings.some(({ severity }) => severity === 'error')
}

function sortKey({ kind, name, version, file, line }: Item): string {
  return [kind, name, version, file, String(line).padStart(9, '0')].join('\n')
}
