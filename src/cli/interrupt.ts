const exitCodeOf = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const
const names = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const

export type Interruption = keyof typeof exitCodeOf

/** What happens when someone wants it to stop. */
export interface Interruptible {
  /** Asked to stop cleanly, for the first time. */
  readonly onStop: (interruption: Interruption) => void
  /** The process ends as soon as this returns. `isOver`: the work had been done already. */
  readonly onEnd: (interruption: Interruption, isOver: boolean) => void
}

const silent: Interruptible = { onStop: () => undefined, onEnd: () => undefined }

/**
 * Does something that can be stopped. The first Ctrl-C (or SIGTERM, or a closed terminal) asks it to stop cleanly; the second, or
 * SIGQUIT, ends the process. Sets the exit code when it was stopped.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { onStop, onEnd }: Interruptible = silent,
): Promise<{ value: T; interruption: Interruption | undefined }> {
  const controller = new AbortController()
  let interruption: Interruption | undefined
  let isOver = false
  const listen = (name: Interruption) => {
    // A terminal that has been closed cannot be written to.
    if (name === 'SIGHUP') for (const stream of [process.stdout, process.stderr]) discard(stream)
    if (interruption === undefined && !isOver && name !== 'SIGQUIT') {
      interruption = name
      onStop(name)
      controller.abort()
      return
    }
    onEnd(name, isOver)
    process.exit(exitCodeOf[name])
  }
  // To the end of the process: what was started may outlive the work for a moment.
  for (const name of names) process.on(name, listen)
  const value = await work(controller.signal).finally(() => {
    isOver = true
  })
  if (interruption !== undefined) process.exitCode = exitCodeOf[interruption]
  return { value, interruption }
}

function discard(stream: NodeJS.WriteStream): void {
  stream.removeAllListeners('error')
  stream.on('error', () => undefined)
}
