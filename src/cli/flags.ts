import { Args, Flags } from '@oclif/core'

/** `--root DIR`: the folder that nothing outside of is read. */
export const rootFlag = Flags.directory({
  description: 'Root of the workspace. Default: the nearest folder with an ossa.yaml, else the current folder.',
  helpValue: 'DIR',
})

/** An argument. oclif would read a missing one from standard input, which nobody expects in a pipe. */
export const textArg = Args.custom<string>({ ignoreStdin: true })

/** `[PATH…]`: files and folders. oclif hands the rest over in `argv`. */
export const pathArg = textArg({ description: 'Files and folders. Default: the whole workspace.' })
