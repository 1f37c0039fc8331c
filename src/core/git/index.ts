export { type Change, changesBetween } from './changes.ts'
export {
  headOf,
  isObjectId,
  nearestOnRemote,
  peelToCommits,
  unknownObject,
  upstreamOf,
} from './commit.ts'
export { commitFiles, uncommitted } from './commit-files.ts'
export { type CommitFile, commitTree, holdsText, listCommit, relativeTo } from './commit-tree.ts'
export { openRepository, type Repository } from './repository.ts'
