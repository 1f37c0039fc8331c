/** `setTimeout` fires at once for a longer time. */
const longestTimerMs = 2 ** 31 - 1

/** Sleeps until something happens or it is time. What happens while nobody sleeps is not lost. */
export class Wakeup {
  #isDue = false
  #resolve: (() => void) | undefined

  wake(): void {
    this.#isDue = true
    this.#resolve?.()
  }

  /** Until `wake`, or for so long. */
  async sleep(milliseconds: number | undefined): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    if (!this.#isDue)
      await new Promise<void>((resolve) => {
        this.#resolve = resolve
        if (milliseconds !== undefined) timer = setTimeout(resolve, Math.min(Math.max(0, milliseconds), longestTimerMs))
      })
    clearTimeout(timer)
    this.#resolve = undefined
    this.#isDue = false
  }
}
