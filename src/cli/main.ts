import { Config, Errors, flush, run, settings } from '@oclif/core'
import { didYouMean, OssaError, usageError } from '#core/diagnostics'
import { reportFailure } from './failure.ts'
import { knownCommand, runKnownCommand } from './known-command.ts'
import { packageRoot } from './package-root.ts'

/** Runs a command line. Sets the exit code of the process; never throws. */
export async function main(argv: readonly string[]): Promise<void> {
  // Before oclif, which throws.
  for (const stream of [process.stdout, process.stderr]) stream.prependListener('error', outputFailed)
  // With NODE_ENV=development or test oclif would look for sources and a compiler instead of what is shipped.
  settings.enableAutoTranspile = false
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv]
  try {
    const known = knownCommand(words)
    await (known === undefined ? runOclif(words) : runKnownCommand(known))
  } catch (error) {
    // Failures inside a command have been reported by it; what is left is about the command line itself.
    if (!(error instanceof Errors.ExitError)) reportFailure(error, { json: words.includes('--json') })
  }
  await flush()
}

// Help, completion, and what does not exist.
async function runOclif(words: string[]): Promise<void> {
  const config = await Config.load(packageRoot)
  await run(words, config).catch((error: unknown) => {
    throw isNotFound(error) ? unknownCommand(words, config) : error
  })
}

// `ossa … | head` stops reading early. What is being done goes on, and the exit code is what it would have been.
function outputFailed(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return
  reportFailure(unwritableOutput(error), { json: false })
  process.exit()
}

function unwritableOutput(cause: Error): OssaError {
  const hint = 'Check where the output is sent to, for example whether the disk is full.'
  return new OssaError('cli/unwritable-output', `The output cannot be written: ${cause.message}.`, { hint, cause })
}

function isNotFound(error: unknown): boolean {
  return error instanceof Errors.CLIError && /^command .* not found$/.test(error.message)
}

function unknownCommand(words: readonly string[], config: Config): Error {
  const given = words.filter((word) => !word.startsWith('-')).slice(0, 2)
  const known = [...config.commandIDs, ...config.topics.map(({ name }) => name)].map((id) => id.replaceAll(':', ' '))
  if (given.length === 0) return usageError('cli/usage', 'There is no command.', 'See them with: ossa --help')
  const suggestion = didYouMean(given.join(' '), known) ?? didYouMean(given[0] ?? '', known)
  const hint =
    suggestion === undefined ? 'Run `ossa --help` for the list of commands.' : `Did you mean \`ossa ${suggestion}\`?`
  return usageError('cli/unknown-command', `There is no command \`ossa ${given.join(' ')}\`.`, hint)
}
