import { createHash } from 'node:crypto'
import {
  type FileTree,
  formatOf,
  joinPath,
  listedTree,
  refuseTooLarge,
  resolveFrom,
  unreadable,
  unreadableReasons,
} from '#core/source'
import type { Repository } from './repository.ts'
import { git, gitNow } from './run-git.ts'

/** A file of a commit. */
export interface CommitFile {
  /** From the top of the repository. */
  readonly path: string
  readonly id: string
  readonly isLink: boolean
}

/** The files of a commit. Submodules are commits of other repositories; their files are not among them. */
export async function listCommit({ cwd }: Repository, commit: string): Promise<CommitFile[]> {
  const output = await git(cwd, ['ls-tree', '-r', '-z', '--full-tree', commit])
  return output
    .toString()
    .split('\0')
    .flatMap((line) => {
      const [, mode, id = '', path = ''] = /^(\d+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? []
      return mode === undefined ? [] : [{ path, id, isLink: mode === '120000' }]
    })
}

/**
 * A folder of a commit as a tree. What is likely to be read is loaded at once by a single process; the rest when it is asked
 * for. Links to files of the folder are followed, as on disk; one that leads out of it, or in a circle, cannot be read; one that
 * leads nowhere is not there. A path through a linked folder leads nowhere.
 */
export async function commitTree(
  repository: Repository,
  files: readonly CommitFile[],
  folder: string,
): Promise<FileTree> {
  const inside = files.flatMap((file) => {
    const path = relativeTo(folder, file.path)
    return path === undefined ? [] : [{ ...file, path }]
  })
  const { contents, sizes } = await loadContents(repository, inside.filter(isLikelyRead))
  const found = followLinks(inside, contents)
  const tree = listedTree(found.keys(), (path) => {
    const followed = found.get(path)
    if (followed === undefined) return undefined
    if (typeof followed === 'string') throw unreadable(path, unreadableReasons[followed])
    const { id } = followed
    refuseTooLarge(path, sizes.get(id) ?? 0)
    return contents.get(id) ?? gitNow(repository.cwd, ['cat-file', 'blob', id])
  })
  return { ...tree, kindOf: (path) => (found.get(path) === 'outside' ? 'outside' : tree.kindOf(path)) }
}

/** A path relative to a folder, both from the top of the repository; undefined if it is not inside. */
export function relativeTo(folder: string, path: string): string | undefined {
  const prefix = joinPath(folder, '')
  return path.startsWith(prefix) ? path.slice(prefix.length) : undefined
}

/** True if a file of a commit holds exactly this text. Nothing is read: the id of a file follows from its content. */
export function holdsText({ id, isLink }: CommitFile, text: string): boolean {
  const content = Buffer.from(text)
  const hash = createHash(id.length === 40 ? 'sha1' : 'sha256')
    .update(`blob ${content.length}\0`)
    .update(content)
  return !isLink && hash.digest('hex') === id
}

function isLikelyRead({ path, isLink }: CommitFile): boolean {
  return isLink || formatOf(path) !== undefined || path.split('/').at(-1) === '.gitignore'
}

// A few files may be huge, and hold data that nobody will look at.
const oneFileBytes = 8 * 1024 * 1024
const allFilesBytes = 256 * 1024 * 1024

interface Loaded {
  readonly contents: Map<string, Buffer>
  readonly sizes: Map<string, number>
}

// What an id stands for never changes, and two commits have most files in common.
const loadedOf = new WeakMap<Repository, Loaded>()

async function loadContents(repository: Repository, files: readonly CommitFile[]): Promise<Loaded> {
  const loaded = loadedOf.get(repository) ?? { contents: new Map(), sizes: new Map() }
  loadedOf.set(repository, loaded)
  const { contents, sizes } = loaded
  const ids = new Set(files.map(({ id }) => id).filter((id) => !sizes.has(id)))
  if (ids.size === 0) return loaded
  const { cwd } = repository
  const listed = await git(cwd, ['cat-file', '--batch-check=%(objectname) %(objectsize)'], asInput(ids))
  const chosen: string[] = []
  let left = allFilesBytes - [...contents.values()].reduce((sum, { length }) => sum + length, 0)
  for (const [, id = '', bytes] of listed.toString().matchAll(/^(\w+) (\d+)$/gm)) {
    const size = Number(bytes)
    sizes.set(id, size)
    if (size > oneFileBytes || size > left) continue
    left -= size
    chosen.push(id)
  }
  if (chosen.length === 0) return loaded
  const output = await git(cwd, ['cat-file', '--batch'], asInput(chosen))
  for (const [id, content] of contentsIn(output)) contents.set(id, content)
  return loaded
}

function asInput(ids: Iterable<string>): string {
  return [...ids].map((id) => `${id}\n`).join('')
}

// `<id> blob <bytes>\n<content>\n` for each.
function contentsIn(output: Buffer): Map<string, Buffer> {
  const contents = new Map<string, Buffer>()
  for (let offset = 0; offset < output.length; ) {
    const start = output.indexOf(0x0a, offset) + 1
    const [id = '', , bytes] = output.toString('latin1', offset, start).trimEnd().split(' ')
    contents.set(id, output.subarray(start, start + Number(bytes)))
    offset = start + Number(bytes) + 1
  }
  return contents
}

const longestChain = 8

/** Why a link cannot be followed. */
type DeadEnd = 'outside' | 'circle'

function followLinks(
  files: readonly CommitFile[],
  contents: ReadonlyMap<string, Buffer>,
): ReadonlyMap<string, CommitFile | DeadEnd> {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const follow = (file: CommitFile, left: number): CommitFile | DeadEnd | undefined => {
    if (!file.isLink) return file
    if (left === 0) return 'circle'
    const path = resolveFrom(file.path, contents.get(file.id)?.toString() ?? '')
    if (path === undefined) return 'outside'
    const target = byPath.get(path)
    return target === undefined ? undefined : follow(target, left - 1)
  }
  const followed = new Map<string, CommitFile | DeadEnd>()
  for (const file of files) {
    const end = follow(file, longestChain)
    if (end !== undefined) followed.set(file.path, end)
  }
  return followed
}
