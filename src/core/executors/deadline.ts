/** `setTimeout` fires at once for a longer time. */
const longestTimerMs = 2 ** 31 - 1

export interface Deadline {
  /** Aborted when the time is up. */
  readonly signal: AbortSignal
  readonly clear: () => void
}

function timeUp(): DOMException {
  return new DOMException('The time is up.', 'TimeoutError')
}

/** Like AbortSignal.timeout, for any length of time, and for a stop before it. Keeps no process alive. */
export function startDeadline(milliseconds: number): Deadline {
  const controller = new AbortController()
  let timer: NodeJS.Timeout
  const wait = (leftMs: number) => {
    const partMs = Math.min(leftMs, longestTimerMs)
    timer = setTimeout(() => (leftMs > partMs ? wait(leftMs - partMs) : controller.abort(timeUp())), partMs).unref()
  }
  wait(milliseconds)
  return { signal: controller.signal, clear: () => clearTimeout(timer) }
}
