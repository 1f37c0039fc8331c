import type { WorkspaceConfiguration } from '#core/contract'
import { type Finding, OssaError } from '#core/diagnostics'
import { type FileTree, joinPath } from '#core/source'
import { configurationFile, type Discovered, discoverFiles, type FileFacts, type WorkspaceFiles } from '#core/workspace'

export interface Collected {
  /** By file, in the order of their names. */
  readonly facts: ReadonlyMap<string, FileFacts>
  readonly findings: readonly Finding[]
}

export interface CollectRequest {
  /** Files and folders to report on, relative to the root. */
  readonly targets: readonly string[]
  /**
   * Tells of a file that was discovered, by the hash of its content, whether the caller knows all about it. It is then passed over,
   * as if it were not there.
   */
  readonly isKnown?: ((file: string, hash: string) => boolean) | undefined
  /** What files hold that were read already. */
  readonly known?: ReadonlyMap<string, FileFacts> | undefined
  /** What is in the root, if that was looked for already. */
  readonly discovered?: Discovered | undefined
}

/** Reads what was asked for: files by name, folders with what is in them. */
export function collectFiles(
  files: WorkspaceFiles,
  { targets, isKnown, known, discovered: inRoot }: CollectRequest,
  configuration: WorkspaceConfiguration,
): Collected {
  const facts = new Map<string, FileFacts>()
  const findings: Finding[] = []
  const add = (file: string, reason: 'named' | 'discovered') => {
    const found = facts.has(file) ? undefined : (known?.get(file) ?? files.facts(file, reason))
    if (found !== undefined) facts.set(file, found)
  }
  for (const target of targets.filter((each) => files.tree.kindOf(each) !== 'folder')) add(target, 'named')
  for (const target of targets.filter((each) => files.tree.kindOf(each) === 'folder')) {
    const discovered = (target === '' ? inRoot : undefined) ?? discoverTarget(files, target, configuration)
    findings.push(...discovered.findings)
    let unknown = isKnown === undefined ? discovered.files.length : 0
    for (const [folder, names] of discovered.names)
      for (const name of files.notable(folder, names)) {
        const file = joinPath(folder, name)
        if (isKnown?.(file, files.hashOf(file)) === true) continue
        if (unknown > many) files.readAhead()
        unknown += 1
        add(file, 'discovered')
      }
  }
  return { facts: new Map([...facts].sort(([a], [b]) => (a < b ? -1 : 1))), findings }
}

/** What is in a folder that was asked for. Throws OssaError if it is so much that it is hardly meant. */
export function discoverTarget(
  files: WorkspaceFiles,
  folder: string,
  configuration: WorkspaceConfiguration,
): Discovered {
  const found = discoverFiles(files.tree, folder, { configuration, mostEntries: mostEntriesIn(files.tree) })
  if (!found.isComplete) throw tooLarge(folder)
  files.expect(found.files.length)
  return found
}

/** What is remembered of so many files is looked up at once. */
const many = 100

/** Without an ossa.yaml, a folder of so many files and folders is probably not the one that is meant: a home folder, or all of the disk. */
const mostEntriesUnmarked = 50_000

function mostEntriesIn(tree: FileTree): number {
  return tree.kindOf(configurationFile) === 'missing' ? mostEntriesUnmarked : Number.POSITIVE_INFINITY
}

function tooLarge(folder: string): OssaError {
  const where = folder === '' ? 'the folder that was to be checked' : folder
  return new OssaError(
    'workspace/too-large',
    `There are more than ${mostEntriesUnmarked} files and folders in ${where}, and no ossa.yaml says that it is a workspace.`,
    {
      hint: 'Name the folder that holds the manifests, or put an ossa.yaml at the top of it: an empty one will do, and its `exclude` leaves out what is none of it.',
    },
  )
}

/** How many files and folders are looked at for what lies around the targets. */
const mostEntriesAround = 20_000

/**
 * Reads what lies around the targets, to find what they refer to: their git repository as far as it is inside the root, else all
 * of it. Undefined if that is too much to look at: without an ossa.yaml the root may be any folder, even a home folder.
 */
export function collectAround(
  files: WorkspaceFiles,
  targets: readonly string[],
  configuration: WorkspaceConfiguration,
): Collected['facts'] | undefined {
  const facts = new Map<string, FileFacts>()
  for (const folder of new Set(targets.map((target) => repositoryOf(files.tree, target)))) {
    const discovered = discoverFiles(files.tree, folder, { configuration, mostEntries: mostEntriesAround })
    if (!discovered.isComplete) return undefined
    for (const [inside, names] of discovered.names)
      for (const name of files.notable(inside, names)) {
        const file = joinPath(inside, name)
        const found = files.facts(file, 'discovered')
        if (found !== undefined) facts.set(file, found)
      }
  }
  return facts
}

function repositoryOf(tree: FileTree, target: string): string {
  const segments = target.split('/')
  for (let depth = segments.length; depth > 0; depth -= 1) {
    const folder = segments.slice(0, depth).join('/')
    if (tree.kindOf(joinPath(folder, '.git')) !== 'missing') return folder
  }
  return ''
}
