import { Flags } from '@oclif/core'

/** `--auto-commit`: what the hook does about a stale graph. */
export const autoCommitFlag = Flags.boolean({
  description: 'Rebuild and commit a stale graph, and stop the push so that it can be repeated with that commit.',
  default: false,
})

/** `--graph DIR`: which graph the hook keeps an eye on. */
export const graphFlag = Flags.string({
  description: 'Folder of the committed graph, relative to the workspace, where ossa.yaml names none.',
  helpValue: 'DIR',
})

/** `--force`: lines written by hand may be lost. */
export const forceFlag = Flags.boolean({
  description: 'Also if the hook was changed by hand. The changes are lost.',
  default: false,
})
