import { escapeControls } from '#core/diagnostics'
import type { TaskMessage } from '#core/orchestrator'

/** Of one task; what is older is forgotten. */
const mostLines = 500
const longestLine = 2_000

export interface LogLine {
  /** Counts all lines of the task, so also those that are forgotten. */
  readonly number: number
  readonly text: string
}

/** What was said of each task, the newest last, as it may be shown. */
export class TaskLogs {
  readonly #byTask = new Map<string, LogLine[]>()

  add({ task, iteration, at, text }: TaskMessage): void {
    const lines = this.#byTask.get(task) ?? []
    const time = new Date(at).toTimeString().slice(0, 8)
    const round = iteration === undefined ? '' : `[${iteration}] `
    const shown = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text
    const number = (lines.at(-1)?.number ?? 0) + 1
    lines.push({ number, text: `${time} ${round}${escapeControls(shown, { oneLine: true })}` })
    if (lines.length > mostLines) lines.shift()
    this.#byTask.set(task, lines)
  }

  of(task: string): readonly LogLine[] {
    return this.#byTask.get(task) ?? []
  }
}
