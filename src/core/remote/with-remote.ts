import type { WorkspaceConfiguration } from '#core/contract'
import { isAddress } from '#core/diagnostics'
import type { FileTree } from '#core/source'
import { readConfiguration } from '#core/workspace'
import { AllowList } from './allow-list.ts'
import { RemoteCopies } from './copies.ts'
import type { RemoteLimits } from './failures.ts'
import type { Policy } from './policy.ts'
import { RemoteDocuments } from './remote-documents.ts'

export interface RemoteRequest {
  /** Absolute path of the folder in whose state folder copies are kept. */
  readonly root: string
  /** Only copies are used, and no host is asked. */
  readonly offline?: boolean | undefined
  /** False to keep no copies, and use none. */
  readonly cache?: boolean | undefined
  readonly limits?: Partial<RemoteLimits>
}

export interface WithRemote<T> {
  readonly value: T
  /** What there is to say about hosts that could not be asked. */
  readonly remoteNotes: readonly string[]
}

/**
 * Works something out with a tree that holds documents of other hosts, as far as its configuration allows them; again, until all
 * that is asked for on the way is as its hosts have it. `like` is what came of it the time before.
 */
export async function withRemote<T>(
  tree: FileTree,
  { root, offline = false, cache = true, limits = {} }: RemoteRequest,
  work: (tree: FileTree, like: T | undefined) => Promise<T>,
): Promise<WithRemote<T>> {
  const copies = cache ? new RemoteCopies(root) : undefined
  const policy = () => policyOf(readConfiguration(tree).configuration)
  const documents = new RemoteDocuments({ policy, copies, isOffline: offline, limits })
  const whole = remoteTree(tree, documents)
  let like: T | undefined
  for (;;) {
    const value = await work(whole, like)
    if (!(await documents.settle())) return { value, remoteNotes: notesOn(documents, copies) }
    like = value
  }
}

function policyOf({ remote = {} }: WorkspaceConfiguration): Policy {
  const { allow = [], privateNetwork = false } = remote
  return { allowed: new AllowList(allow), privateNetwork }
}

function remoteTree(tree: FileTree, documents: RemoteDocuments): FileTree {
  return {
    ...(tree.ignoredAbove !== undefined && { ignoredAbove: tree.ignoredAbove }),
    locate: (address) => documents.locate(address),
    kindOf: (path) => (isAddress(path) ? 'file' : tree.kindOf(path)),
    read: (path) => (isAddress(path) ? documents.read(path) : tree.read(path)),
    ...(tree.skim !== undefined && { skim: tree.skim.bind(tree) }),
    list: (path) => tree.list(path),
  }
}

function notesOn({ stale }: RemoteDocuments, copies: RemoteCopies | undefined): string[] {
  const notes = [...stale].sort().map(([address, reason]) => `Used the copy that is kept of ${address}. ${reason}`)
  return copies?.problem === undefined ? notes : [...notes, copies.problem]
}
