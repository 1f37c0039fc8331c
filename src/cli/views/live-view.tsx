import { useInput } from 'ink'
import { useEffect, useReducer, useRef } from 'react'
import type { LiveExecution } from '#core/orchestrator'
import { ExecutionView, mostImportant, type Selection } from './execution-view.tsx'
import { type ControlName, type Focus, press, type TerminalSignal, unfocused } from './focus.ts'
import { KeyLine } from './key-line.tsx'
import { keyNames } from './key-name.ts'
import { layOut } from './layout.ts'
import type { TaskLogs } from './task-logs.ts'

const frameMs = 100

export interface LiveViewProps {
  readonly current: () => LiveExecution
  readonly logs: TaskLogs
  readonly rows: number
  readonly now: () => number
  /** What the keys can do; undefined where there are none. */
  readonly keys?: Keys | undefined
}

export interface Keys {
  readonly ask: (control: ControlName) => void
  readonly leave: () => void
  /** Whether leaving leaves the execution alone. */
  readonly canLeave: boolean
  /** A signal that the terminal would send if it did not pass keys on. */
  readonly signal: (signal: TerminalSignal) => void
  /** What came of the last thing that was asked. */
  readonly notice: string | undefined
}

/** An execution as it goes on. */
export function LiveView({ current, logs, rows, now, keys }: LiveViewProps) {
  const [frame, nextFrame] = useReducer((count: number) => count + 1, 0)
  // Several keys may come before it is drawn again.
  const focus = useRef(unfocused)
  useEffect(() => {
    const timer = setInterval(nextFrame, frameMs)
    return () => clearInterval(timer)
  }, [])
  const seen = lookAt(current(), { focus: focus.current, logs, rows })
  useInput(
    (input, key) => {
      for (const name of keyNames(input, key)) {
        const watched = lookAt(current(), { focus: focus.current, logs, rows })
        const { focus: next, ask, leave, signal } = press(focus.current, name, watched)
        focus.current = next
        if (ask !== undefined) keys?.ask(ask)
        if (leave === true) keys?.leave()
        if (signal !== undefined) keys?.signal(signal)
        // What was pasted is no answer to a question that nobody has seen.
        if (next.confirming) break
      }
      nextFrame()
    },
    { isActive: keys !== undefined },
  )
  const { execution, task, log } = seen
  const selection: Selection | undefined =
    keys === undefined || task === undefined
      ? undefined
      : {
          ...focus.current,
          task,
          log,
          footer: <KeyLine focus={focus.current} status={execution.status} {...keys} />,
        }
  return <ExecutionView execution={execution} now={now()} frame={frame} rows={rows} selection={selection} />
}

function lookAt(execution: LiveExecution, { focus, logs, rows }: { focus: Focus; logs: TaskLogs; rows: number }) {
  const { tasks, status } = execution
  const task = tasks.find(({ id }) => id === focus.task) ?? mostImportant(tasks)
  const log = task === undefined ? [] : logs.of(task.id)
  const page = Math.max(1, layOut(rows, { tasks: tasks.length, wide: focus.wide }).log)
  const furthest = Math.max(0, log.length - page)
  return { execution, task, log, status, page, furthest, tasks: tasks.map(({ id }) => id), shown: task?.id ?? '' }
}
