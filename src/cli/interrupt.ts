const exitCodeOf = { SIGINT: 130, SIGTERM: 143 } as const

export type Interruption = keyof typeof exitCodeOf

/**
 * Does something that can be stopped. The first Ctrl-C (or SIGTERM) asks it to stop cleanly, the second ends the process. Sets the
 * exit code when it was stopped.
 */
export async function interruptible<T>(
  work: (signal: AbortSignal) => Promise<T>,
): Promise<{ value: T; interruption: Interruption | undefined }> {
  const controller = new AbortController()
  let interruption: Interruption | undefined
  const listen = (name: Interruption) => () => {
    if (interruption !== undefined) process.exit(exitCodeOf[name])
    interruption = name
    controller.abort()
  }
  const listeners = { SIGINT: listen('SIGINT'), SIGTERM: listen('SIGTERM') }
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, listeners[name])
  try {
    const value = await work(controller.signal)
    if (interruption !== undefined) process.exitCode = exitCodeOf[interruption]
    return { value, interruption }
  } finally {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, listeners[name])
  }
}
