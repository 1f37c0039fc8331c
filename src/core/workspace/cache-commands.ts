import path from 'node:path'
import type { CacheClearOutput, CacheStatusOutput } from '#core/contract'
import { diskTree, entriesIn, isFileAt, removeFiles, sizeOfFile } from '#core/source'
import { buildId } from './build-id.ts'
import { cacheFailure, cacheFile } from './cache.ts'
import { locateWorkspace } from './location.ts'
import { remoteFolder } from './remote-folder.ts'

export interface CacheRequest {
  readonly cwd: string
  readonly root?: string | undefined
}

/** What the cache of a workspace holds. */
export async function cacheStatus(request: CacheRequest): Promise<CacheStatusOutput> {
  const { shown, absolute, exists, bytes } = locate(request)
  const status = { path: shown, exists, bytes }
  if (!exists) return { ...status, files: 0 }
  const { CacheStore } = await import('./cache-store.ts')
  try {
    const store = new CacheStore(absolute, { build: buildId })
    const files = store.countFiles()
    store.close()
    return { ...status, files }
  } catch (error) {
    return { ...status, files: 0, problem: cacheFailure(error).message }
  }
}

/** Removes the cache of a workspace, whatever state it is in, and the copies of remote documents. Executions are kept elsewhere. Throws OssaError if it stays. */
export async function clearCache(request: CacheRequest): Promise<CacheClearOutput> {
  const { found, shown, absolute, exists, bytes } = locate(request)
  const { removeDatabase } = await import('#core/database')
  removeDatabase(absolute)
  removeFiles(found, copiesIn(found))
  return { path: shown, cleared: exists, bytes }
}

// A folder of copies that is a link leads elsewhere, and stays.
function copiesIn(root: string): string[] {
  const tree = diskTree(root)
  return tree.kindOf(remoteFolder) === 'folder'
    ? entriesIn(tree, remoteFolder).map(({ name }) => `${remoteFolder}/${name}`)
    : []
}

function locate({ cwd, root }: CacheRequest) {
  const { root: found } = locateWorkspace({ cwd, root, paths: [] })
  const absolute = path.join(found, cacheFile)
  const bytes = ['', '-wal', '-shm'].reduce((sum, suffix) => sum + sizeOfFile(absolute + suffix), 0)
  return { found, absolute, shown: path.relative(cwd, absolute), exists: isFileAt(absolute, cwd), bytes }
}
