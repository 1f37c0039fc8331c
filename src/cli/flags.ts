import { Args, Flags } from '@oclif/core'
import { usageError } from '#core/diagnostics'

/** `--root DIR`: the folder that nothing outside of is read. */
export const rootFlag = Flags.directory({
  description: 'Root of the workspace. Default: the nearest folder with an ossa.yaml, else the current folder.',
  helpValue: 'DIR',
})

/** `--engine KIND:` where executions are kept, and who carries them out. */
export const engineFlag = Flags.string({
  description:
    'Engine: sqlite: (in this workspace) or postgres: (workers, with the server that OSSA_ENGINE or the PG variables name). Default: that of OSSA_ENGINE or ossa.yaml, else sqlite:.',
  helpValue: 'sqlite:|postgres:',
  // Others see the arguments of a process, and shells keep them.
  async parse(engine) {
    if (!engine.includes('//')) return engine
    throw usageError(
      'engine/address-in-arguments',
      'An address does not belong on the command line, where others can read its password.',
      'Say --engine postgres: and set OSSA_ENGINE to the address.',
    )
  },
})

/** What commands need to find executions. */
export const runsFlags = { engine: engineFlag, root: rootFlag }

/** An argument. oclif would read a missing one from standard input, which nobody expects in a pipe. */
export const textArg = Args.custom<string>({ ignoreStdin: true })

/** `[PATH…]`: files and folders. oclif hands the rest over in `argv`. */
export const pathArg = textArg({ description: 'Files and folders. Default: the whole workspace.' })

/** The execution that a command is about. */
export const executionArg = textArg({ required: true, description: 'Execution, or the key it was started with.' })

/** `--id KEY`: the key of an execution. */
export const keyFlag = Flags.string({
  description: 'Key of the execution. A second start with the same key finds the first.',
  helpValue: 'KEY',
  async parse(key) {
    if (key.trim() !== '') return key
    throw usageError('cli/empty-key', 'The key of an execution is empty.', 'Give --id a text, or leave it out.')
  },
})

/** `--offline`: no host is asked for a document. */
export const offlineFlag = Flags.boolean({
  description: 'Ask no other host for documents that are referred to; use the copies that were kept of them.',
  default: false,
  env: 'OSSA_OFFLINE',
})

/** `--no-cache`: nothing is remembered, and nothing that was is used. */
export const cacheFlag = Flags.boolean({
  description: 'Remember in .ossa/ what came of each file, so that only what has changed is looked at again.',
  allowNo: true,
  default: true,
})
