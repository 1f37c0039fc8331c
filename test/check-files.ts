import { checkWorkspace } from '#core/compiler'
import { type FileTree, memoryTree } from '#core/source'
import { type FileCache, WorkspaceFiles } from '#core/workspace'

/** Checks a workspace that lives in memory as `ossa spec validate` does. */
export async function checkFiles(files: ReadonlyMap<string, string>, targets: readonly string[], cache?: FileCache) {
  const open = new WorkspaceFiles(skimmed(files), { cache })
  const result = await checkWorkspace(open, { targets })
  return { result, parsedBytes: open.parsedBytes }
}

/** As files on disk are: small ones are to be had together, empty ones and those with a long name by themselves. */
function skimmed(files: ReadonlyMap<string, string>): FileTree {
  return {
    ...memoryTree(new Map(files)),
    skim(folder, names, into) {
      let end = 0
      return names.map((name) => {
        const bytes = Buffer.from(files.get(folder === '' ? name : `${folder}/${name}`) ?? '')
        if (bytes.length === 0 || name.length > 6 || end + bytes.length > into.length) return -1
        into.set(bytes, end)
        end += bytes.length
        return bytes.length
      })
    },
  }
}
