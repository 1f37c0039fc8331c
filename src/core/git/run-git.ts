import { execa, execaSync, type Options, type SyncOptions } from 'execa'
import { OssaError } from '#core/diagnostics'

/** What git said. */
export interface Answer {
  readonly isDone: boolean
  readonly output: Buffer
  readonly complaint: string
}

// Messages in English and pathspecs as documented, whatever the caller's environment says. Replaced objects are not what
// a push sends. GIT_DIR and its like stay as they are: they may be relative, so git always runs in the caller's folder.
const environment = {
  LC_ALL: 'C',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_LITERAL_PATHSPECS: undefined,
  GIT_GLOB_PATHSPECS: undefined,
  GIT_NOGLOB_PATHSPECS: undefined,
  GIT_ICASE_PATHSPECS: undefined,
}

const maximumBytes = 1024 * 1024 * 1024

const optionsIn = (cwd: string) =>
  ({
    cwd,
    env: environment,
    encoding: 'buffer',
    reject: false,
    stripFinalNewline: false,
    maxBuffer: maximumBytes,
  }) satisfies Options & SyncOptions

/** Runs git and leaves it to the caller to judge its exit code. */
export async function askGit(cwd: string, args: readonly string[], input = ''): Promise<Answer> {
  const { exitCode, failed, stdout, stderr, cause } = await execa('git', args, { ...optionsIn(cwd), input })
  if (failed && exitCode === undefined) throw notRunning(cause)
  return { isDone: !failed, output: Buffer.from(stdout), complaint: Buffer.from(stderr).toString() }
}

/** Runs git and returns its output. Throws OssaError `git/failed` with what git complained about. */
export async function git(cwd: string, args: readonly string[], input = ''): Promise<Buffer> {
  const { isDone, output, complaint } = await askGit(cwd, args, input)
  if (!isDone) throw gitFailed(args, complaint)
  return output
}

/** The same, for the rare moment in which nothing can be awaited. */
export function gitNow(cwd: string, args: readonly string[]): Buffer {
  const { exitCode, failed, stdout, stderr, cause } = execaSync('git', args, { ...optionsIn(cwd), input: '' })
  if (failed && exitCode === undefined) throw notRunning(cause)
  if (failed) throw gitFailed(args, Buffer.from(stderr).toString())
  return Buffer.from(stdout)
}

/** One value on one line, as most of git's small commands print it. */
export function lineOf(output: Buffer): string {
  return output.toString().replace(/\r?\n$/, '')
}

/** The error for a git command that failed. */
export function gitFailed(args: readonly string[], complaint: string): OssaError {
  const reason = complaint.trim().replace(/^(fatal|error): /, '') || 'it did not say why'
  const command = args.find((word) => /^[a-z-]+$/.test(word) && !word.startsWith('-'))
  return new OssaError('git/failed', `git ${command} failed: ${reason}`, {
    hint: 'Correct what git complains about, and try again.',
  })
}

function notRunning(cause: unknown): OssaError {
  const isMissing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
  const reason = isMissing ? 'it was not found' : cause instanceof Error ? cause.message : 'it was stopped'
  return new OssaError('git/not-running', `The program git could not be run: ${reason}.`, {
    hint: 'Install git, or add its folder to PATH.',
    cause,
  })
}
