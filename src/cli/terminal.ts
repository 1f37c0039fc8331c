import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { styleText } from 'node:util'
import type { Style } from '#core/diagnostics'
import { isAddress, plainStyle } from '#core/diagnostics'
import type { Progress } from '#core/orchestrator'

type Format = Parameters<typeof styleText>[0]

const painted = (format: Format) => (text: string) => styleText(format, text, { validateStream: false })

const colours: Style = {
  strong: painted('bold'),
  faint: painted('dim'),
  error: painted(['bold', 'red']),
  warning: painted(['bold', 'yellow']),
  info: painted('cyan'),
}

/** True if a stream shows colours: a terminal, and neither NO_COLOR nor a dumb one. FORCE_COLOR wins. */
export function hasColours(stream: NodeJS.WriteStream): boolean {
  const { FORCE_COLOR, NO_COLOR, TERM } = process.env
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false'
  return stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === '') && TERM !== 'dumb'
}

function output(stream: NodeJS.WriteStream) {
  return {
    style: hasColours(stream) ? colours : plainStyle,
    write: (text: string) => void stream.write(`${text}\n`),
    /** Writes and waits until that is done; false if nobody reads on. */
    hasTaken: (text: string) => new Promise<boolean>((done) => stream.write(text, (error) => done(error == null))),
  }
}

/** Results go here. */
export const standardOutput = output(process.stdout)
/** Progress and warnings go here. */
export const standardError = output(process.stderr)

/** What somebody who watches an execution can do about it. */
export interface OpenDisplay {
  readonly ask: (control: 'pause' | 'resume' | 'cancel') => Promise<unknown>
  /** Ends the watching alone; undefined where the execution ends with it. */
  readonly leave?: (() => void) | undefined
}

/** Shows how an execution goes, on standard error. */
export interface ExecutionDisplay {
  update(progress: Progress): void
  /** A line that stays. */
  say(line: string): void
  /** The execution is paused, and nobody carries it out. True once somebody has asked for it to go on, or to be cancelled. */
  waitWhilePaused(signal: AbortSignal): Promise<boolean>
  /** Leaves what was shown last. */
  close(): void
}

/** True if someone is watching standard error live: a terminal, and not a build server. */
export function isWatched(): boolean {
  return process.stderr.isTTY === true && process.env['CI'] === undefined && process.env['TERM'] !== 'dumb'
}

/**
 * True if someone can also press keys: they come from the same terminal, and it listens to us. A program in the background that asks for
 * keys is stopped.
 */
export function isControllable(): boolean {
  return isWatched() && process.stdin.isTTY === true && isInForeground()
}

// Without `ps` nobody knows; most programs are in the foreground.
function isInForeground(): boolean {
  if (process.platform === 'win32') return true
  const { stdout = '' } = spawnSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], { encoding: 'utf8' })
  const [group, foreground] = stdout.trim().split(/\s+/)
  return group === undefined || foreground === undefined || group === foreground
}

/** A path below the workspace root as one that works from the current folder; an address as it is. */
export function displayPath(root: string): (file: string) => string {
  return (file) => {
    if (isAddress(file)) return file
    const relative = path.relative(process.cwd(), path.join(root, file))
    return relative === '' ? '.' : relative
  }
}
