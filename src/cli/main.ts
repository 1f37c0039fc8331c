import { Config, Errors, flush, run, settings } from '@oclif/core'
import { didYouMean, usageError } from '#core/diagnostics'
import { reportFailure } from './failure.ts'
import { packageRoot } from './package-root.ts'

/** Runs a command line. Sets the exit code of the process; never throws. */
export async function main(argv: readonly string[]): Promise<void> {
  // `ossa … | head` ends the pipe early; that is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    throw error
  })
  // With NODE_ENV=development or test oclif would look for sources and a compiler instead of what is shipped.
  settings.enableAutoTranspile = false
  const words = argv[0] === 'help' ? [...argv.slice(1), '--help'] : [...argv]
  try {
    const config = await Config.load(packageRoot)
    await run(words, config).catch((error: unknown) => {
      throw isNotFound(error) ? unknownCommand(words, config) : error
    })
  } catch (error) {
    // Failures inside a command have been reported by it; what is left is about the command line itself.
    if (!(error instanceof Errors.ExitError)) reportFailure(error, { json: words.includes('--json') })
  }
  await flush()
}

function isNotFound(error: unknown): boolean {
  return error instanceof Errors.CLIError && /^command .* not found$/.test(error.message)
}

function unknownCommand(words: readonly string[], config: Config): Error {
  const given = words.filter((word) => !word.startsWith('-')).slice(0, 2)
  const known = [...config.commandIDs, ...config.topics.map(({ name }) => name)].map((id) => id.replaceAll(':', ' '))
  const suggestion = didYouMean(given.join(' '), known) ?? didYouMean(given[0] ?? '', known)
  const hint =
    suggestion === undefined ? 'Run `ossa --help` for the list of commands.' : `Did you mean \`ossa ${suggestion}\`?`
  return usageError('cli/unknown-command', `There is no command \`ossa ${given.join(' ')}\`.`, hint)
}
