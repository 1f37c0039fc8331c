import path from 'node:path'
import { styleText } from 'node:util'
import type { RunWorkflowOutput } from '#core/contract'
import type { Style } from '#core/diagnostics'
import { isAddress, plainStyle } from '#core/diagnostics'

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
function hasColours(stream: NodeJS.WriteStream): boolean {
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

/** Shows how an execution goes, on standard error. */
export interface ExecutionDisplay {
  update(progress: { line: string | undefined; output: RunWorkflowOutput }): void
  /** A line that stays. */
  say(line: string): void
  /** Leaves what was shown last. */
  close(): void
}

/** True if someone is watching standard error live: a terminal, and not a build server. */
export function isWatched(): boolean {
  return process.stderr.isTTY === true && process.env['CI'] === undefined && process.env['TERM'] !== 'dumb'
}

/** A path below the workspace root as one that works from the current folder; an address as it is. */
export function displayPath(root: string): (file: string) => string {
  return (file) => {
    if (isAddress(file)) return file
    const relative = path.relative(process.cwd(), path.join(root, file))
    return relative === '' ? '.' : relative
  }
}
