/** Which files belong to a workspace and what each of them holds, remembered by content hash. Knows nothing of their meaning together. */
export { type CacheCounts, type CacheKey, cacheFile, type FileCache, WorkspaceCache } from './cache.ts'
export { type CacheRequest, cacheStatus, clearCache } from './cache-commands.ts'
export { configuredEngine, readConfiguration } from './configuration.ts'
export { workspaceDiagnostics } from './diagnostics.ts'
export { type Discovered, discoverFiles } from './discover.ts'
export type { FileFacts } from './file-facts.ts'
export { type Seen, WorkspaceFiles } from './files.ts'
export type { Inquiry } from './inquiry.ts'
export {
  configurationFile,
  locateNewFile,
  locateWorkspace,
  repositoryPaths,
  type WorkspaceLocation,
} from './location.ts'
export { notAllowedCode } from './observed-tree.ts'
export { matcherOf } from './patterns.ts'
export { remoteFolder } from './remote-folder.ts'
export { prepareStateFolder, stateFolder } from './state.ts'
