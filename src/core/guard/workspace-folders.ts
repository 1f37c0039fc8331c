import { relativeTo } from '#core/git'
import { configurationFile } from '#core/workspace'

/**
 * The folders of the workspaces among the files of a repository: those with an ossa.yaml that lie in no other, or else the top.
 * Once there is an ossa.yaml, what lies outside of all workspaces belongs to none.
 */
export function workspaceFolders(paths: readonly string[]): string[] {
  const marked = paths
    .map((path) => path.split('/'))
    .filter((segments) => segments.at(-1) === configurationFile && !segments.includes('node_modules'))
    .map((segments) => segments.slice(0, -1).join('/'))
    .sort()
  const outermost = marked.filter((folder) => !marked.some((other) => relativeTo(other, folder) !== undefined))
  return outermost.length === 0 ? [''] : outermost
}
