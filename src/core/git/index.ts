/** The only caller of git: commits as trees of files, what changed between them, hooks. Knows nothing of what the files mean. */
export { changedSince } from './changed-since.ts'
export { type Change, changesBetween } from './changes.ts'
export {
  commitOf,
  commonAncestor,
  headOf,
  isObjectId,
  nearestOnRemote,
  parting,
  peelToCommits,
  unknownObject,
  upstreamOf,
} from './commit.ts'
export { commitFiles, uncommitted } from './commit-files.ts'
export { type CommitFile, commitTree, holdsText, listCommit, relativeTo } from './commit-tree.ts'
export { installPrePush, uninstallPrePush } from './hook-install.ts'
export { quote } from './hook-script.ts'
export { prePushStatus } from './hook-state.ts'
export { mainBranchOf, type RemoteBranch, remoteOf } from './remote-branch.ts'
export { openRepository, type Repository } from './repository.ts'
