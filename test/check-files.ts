import { checkWorkspace } from '#core/compiler'
import { memoryTree } from '#core/source'
import { type FileCache, WorkspaceFiles } from '#core/workspace'

/** Checks a workspace that lives in memory as `ossa spec validate` does. */
export async function checkFiles(files: ReadonlyMap<string, string>, targets: readonly string[], cache?: FileCache) {
  const open = new WorkspaceFiles(memoryTree(new Map(files)), { cache })
  const result = await checkWorkspace(open, { targets })
  return { result, parsedBytes: open.parsedBytes }
}
