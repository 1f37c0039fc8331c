import { Box, render, Text } from 'ink'
import { useEffect, useState } from 'react'
import type { RunWorkflowOutput, TaskResult, TaskStatus } from '#core/contract'
import { escapeControls, formatDuration } from '#core/diagnostics'
import type { ExecutionDisplay } from '../terminal.ts'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMs = 100

const signs: Readonly<Record<TaskStatus, { sign: string; color?: string }>> = {
  pending: { sign: '·' },
  assigned: { sign: '◇', color: 'yellow' },
  running: { sign: '…', color: 'cyan' },
  completed: { sign: '✔', color: 'green' },
  failed: { sign: '✖', color: 'red' },
  timed_out: { sign: '⧗', color: 'red' },
  skipped: { sign: '↷', color: 'gray' },
  cancelled: { sign: '⊘', color: 'gray' },
}

interface ExecutionViewProps {
  readonly output: RunWorkflowOutput
  readonly isLive: boolean
  /** Lines that the tasks may take. */
  readonly rows?: number
}

/** The tasks of an execution with their states, one a line; the ones that matter most if there are too many. */
export function ExecutionView({ output, isLive, rows = Number.POSITIVE_INFINITY }: ExecutionViewProps) {
  const [frame, setFrame] = useState(0)
  useEffect(() => {
    if (!isLive) return
    const timer = setInterval(() => setFrame((current) => current + 1), frameMs)
    return () => clearInterval(timer)
  }, [isLive])
  const tasks = Object.entries(output.tasks)
  const width = Math.max(...tasks.map(([id]) => id.length))
  const shown = mostTelling(tasks, rows)
  const ended = tasks.filter(([, { status }]) => status !== 'pending' && status !== 'running').length
  return (
    <Box flexDirection="column">
      <Text>
        <Text bold>{escapeControls(output.workflow, { oneLine: true })}</Text>
        <Text dimColor>
          {'  '}
          {ended}/{tasks.length} tasks · {output.executionId}
        </Text>
      </Text>
      {shown.map(([id, task]) => (
        <TaskLine
          key={id}
          id={id.padEnd(width)}
          task={task}
          spinner={isLive ? frames[frame % frames.length] : undefined}
        />
      ))}
      {shown.length < tasks.length && <Text dimColor>{`  … and ${tasks.length - shown.length} more`}</Text>}
    </Box>
  )
}

const byWeight: readonly TaskStatus[] = ['running', 'failed', 'pending', 'completed', 'cancelled', 'skipped']

// A view that is higher than the terminal would scroll at every change. The order stays that of the workflow.
function mostTelling(tasks: readonly [string, TaskResult][], rows: number): readonly [string, TaskResult][] {
  if (tasks.length <= rows) return tasks
  const weightOf = ([, { status }]: [string, TaskResult]) => byWeight.indexOf(status)
  const chosen = new Set([...tasks].sort((a, b) => weightOf(a) - weightOf(b)).slice(0, Math.max(1, rows - 1)))
  return tasks.filter((task) => chosen.has(task))
}

function TaskLine({ id, task, spinner }: { id: string; task: TaskResult; spinner: string | undefined }) {
  const { sign, color } = signs[task.status]
  const shown = task.status === 'running' && spinner !== undefined ? spinner : sign
  return (
    <Text wrap="truncate-end">
      {'  '}
      <Text {...(color === undefined ? { dimColor: true } : { color })}>{shown}</Text> {id}
      <Text dimColor>{noteOf(task)}</Text>
    </Text>
  )
}

function noteOf({ status, attempts, startedAt, completedAt, error }: TaskResult): string {
  const time =
    startedAt === undefined || completedAt === undefined
      ? ''
      : `  ${formatDuration(Date.parse(completedAt) - Date.parse(startedAt))}`
  const tries = attempts > 1 ? `  attempt ${attempts}` : ''
  const between = error === undefined ? '  interrupted' : '  waiting for the next attempt'
  const waiting = status === 'pending' && attempts > 0 ? between : ''
  const because =
    error === undefined || status === 'completed' ? '' : `  ${escapeControls(error.message, { oneLine: true })}`
  return `${time}${tries}${waiting}${because}`
}

/** Opens the live view on standard error. */
export function showExecution(): ExecutionDisplay {
  let latest: RunWorkflowOutput | undefined
  let view: ReturnType<typeof render> | undefined
  const draw = (isLive: boolean) => {
    if (latest === undefined) return
    // The title, and the line where the cursor is, need room too. A view that is too high makes ink clear the whole terminal.
    const rows = Math.max(3, (process.stderr.rows ?? 24) - 2)
    const tree = <ExecutionView output={latest} isLive={isLive} rows={rows} />
    // Ctrl-C reaches the process as a signal; without raw mode the view never sees a key.
    view ??= render(tree, { stdout: process.stderr, exitOnCtrlC: false, patchConsole: false })
    view.rerender(tree)
  }
  return {
    update({ output }) {
      latest = output
      draw(true)
    },
    say(line) {
      view?.clear()
      process.stderr.write(`${line}\n`)
      draw(true)
    },
    close() {
      draw(false)
      view?.unmount()
    },
  }
}
