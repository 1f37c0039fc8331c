/** `setTimeout` fires at once for a longer time. */
const longestTimerMs = 2 ** 31 - 1

/** Sleeps until something happens or it is time. What happens while nobody sleeps is not lost. */
export class Wakeup {
  readonly #now: () => number
  #isDue = false
  #resolve: (() => void) | undefined

  constructor(now: () => number) {
    this.#now = now
  }

  wake(): void {
    this.#isDue = true
    this.#resolve?.()
  }

  /** Until `wake`, or the earliest of these times. */
  async sleep(times: readonly number[]): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    if (!this.#isDue)
      await new Promise<void>((resolve) => {
        this.#resolve = resolve
        if (times.length === 0) return
        const delay = Math.max(0, times.reduce((a, b) => Math.min(a, b)) - this.#now())
        timer = setTimeout(resolve, Math.min(delay, longestTimerMs))
      })
    clearTimeout(timer)
    this.#resolve = undefined
    this.#isDue = false
  }
}
