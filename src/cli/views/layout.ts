/** How the lines of a terminal are shared out. */
export interface Layout {
  /** Lines for tasks. */
  readonly tasks: number
  /** Lines for what was said of one of them; 0: no such part. */
  readonly log: number
}

/** The heading, and the line where the cursor stands: a view as high as the terminal makes it scroll. */
const fixedLines = 2
/** A rule, what the task is, and the keys. */
const detailLines = 3
const [fewestTasks, fewestLog, mostLog] = [3, 3, 12]

/** Shares a terminal out between so many tasks and the log of one; `wide` gives nearly all of it to the log. */
export function layOut(rows: number, { tasks, wide }: { tasks: number; wide: boolean }): Layout {
  const free = Math.max(1, rows - fixedLines)
  const shared = free - detailLines
  if (shared < fewestTasks + fewestLog) return { tasks: Math.max(1, Math.min(tasks, free - 1)), log: 0 }
  if (wide) return { tasks: 1, log: shared - 1 }
  const log = Math.min(mostLog, Math.max(fewestLog, Math.floor(shared / 3), shared - tasks))
  return { tasks: Math.min(tasks, shared - log), log }
}

/** The part of a list that is shown, so that the place is in the middle of it where that is possible. */
export function windowAround(
  place: number,
  { total, size }: { total: number; size: number },
): [from: number, to: number] {
  const from = Math.max(0, Math.min(place - Math.floor(size / 2), total - size))
  return [from, Math.min(total, from + size)]
}
