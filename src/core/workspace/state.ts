import { compareArtifacts, writeArtifacts } from '#core/source'

/** The folder below the root that holds what OSSA remembers: cache and executions. */
export const stateFolder = '.ossa'

/**
 * Makes the state folder of a workspace and returns its path. The folder tells git to ignore it, so that nobody commits it by
 * accident. Throws OssaError where it cannot be written, or is a link that leads out of the root.
 */
export function prepareStateFolder(root: string): string {
  const ignore = { path: `${stateFolder}/.gitignore`, content: '*\n' }
  const [found] = compareArtifacts(root, [ignore])
  // One that was changed by hand stays as it is.
  if (found?.state === 'missing') writeArtifacts(root, [ignore])
  return `${root}/${stateFolder}`
}
