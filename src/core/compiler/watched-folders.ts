import path from 'node:path'
import { diskTree } from '#core/source'
import { discoverFiles, locateWorkspace, readConfiguration } from '#core/workspace'
import type { CompileOnDiskRequest } from './compile-on-disk.ts'

/** The folders in which a change could change what is found, as absolute paths. */
export function watchedFolders(request: Pick<CompileOnDiskRequest, 'cwd' | 'paths' | 'root'>): string[] {
  const { root } = locateWorkspace(request)
  const tree = diskTree(root)
  const { folders } = discoverFiles(tree, '', { configuration: readConfiguration(tree).configuration })
  return folders.map((folder) => path.join(root, folder))
}
