import { Args, Flags } from '@oclif/core'

/** `--root DIR`: the folder that nothing outside of is read. */
export const rootFlag = Flags.directory({
  description: 'Root of the workspace. Default: the nearest folder with an ossa.yaml, else the current folder.',
  helpValue: 'DIR',
})

/** `[PATH…]`: files and folders. oclif hands the rest over in `argv`. */
export const pathArg = Args.string({ description: 'Files and folders. Default: the whole workspace.' })
