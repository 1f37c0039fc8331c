import path from 'node:path'
import { withRemote } from '#core/remote'
import { WorkspaceCache } from '#core/workspace'
import { graphOfSketches } from './assemble.ts'
import type { Graph } from './model.ts'
import { readSketches } from './read-sketches.ts'

export interface CommitGraphRequest {
  /** The root of the workspace, which lies in a repository. */
  readonly root: string
  /** A branch, a tag or a commit. */
  readonly ref: string
  readonly cache: boolean
}

/** Makes the graph of a workspace as it is in a commit. Reads git's objects only. Throws OssaError if git knows no such commit. */
export async function commitGraph({ root, ref, cache: isWanted }: CommitGraphRequest): Promise<Graph> {
  // Only here is git needed, which takes a while to load.
  const { commitOf, commitTree, listCommit, openRepository } = await import('#core/git')
  const repository = await openRepository(root)
  const files = await listCommit(repository, await commitOf(repository, ref))
  const folder = path.relative(repository.topLevel, root).replaceAll(path.sep, '/')
  const tree = await commitTree(repository, files, folder)
  // Most files are as they are now, and known. What is not is forgotten: the cache is for what is on disk.
  const cache = isWanted ? await WorkspaceCache.open(root) : undefined
  const known = cache && { get: cache.get.bind(cache), set: () => undefined }
  try {
    const { value } = await withRemote(tree, { root, offline: true, cache: isWanted }, async (whole) => {
      const { read, sketched } = await readSketches({ tree: whole, targets: [''], cache: known })
      return graphOfSketches(read, sketched, { memo: known })
    })
    return value
  } finally {
    await cache?.close()
  }
}
