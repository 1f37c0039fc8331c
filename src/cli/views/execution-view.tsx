import { Box, render, Text } from 'ink'
import { useEffect, useState } from 'react'
import type { RunWorkflowOutput, TaskResult, TaskStatus } from '#core/contract'
import { escapeControls } from '#core/diagnostics'
import type { ExecutionDisplay } from '../terminal.ts'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMs = 100

const signs: Readonly<Record<TaskStatus, { sign: string; color?: string }>> = {
  pending: { sign: '·' },
  running: { sign: '…', color: 'cyan' },
  completed: { sign: '✔', color: 'green' },
  failed: { sign: '✖', color: 'red' },
  skipped: { sign: '↷', color: 'gray' },
  cancelled: { sign: '⊘', color: 'gray' },
}

/** The tasks of an execution with their states, one a line. */
export function ExecutionView({ output, isLive }: { output: RunWorkflowOutput; isLive: boolean }) {
  const [frame, setFrame] = useState(0)
  useEffect(() => {
    if (!isLive) return
    const timer = setInterval(() => setFrame((current) => current + 1), frameMs)
    return () => clearInterval(timer)
  }, [isLive])
  const tasks = Object.entries(output.tasks)
  const width = Math.max(...tasks.map(([id]) => id.length))
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
      {tasks.map(([id, task]) => (
        <TaskLine
          key={id}
          id={id.padEnd(width)}
          task={task}
          spinner={isLive ? frames[frame % frames.length] : undefined}
        />
      ))}
    </Box>
  )
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
      : `  ${Date.parse(completedAt) - Date.parse(startedAt)} ms`
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
    const tree = <ExecutionView output={latest} isLive={isLive} />
    // Ctrl-C reaches the process as a signal; without raw mode the view never sees a key.
    view ??= render(tree, { stdout: process.stderr, exitOnCtrlC: false, patchConsole: false })
    view.rerender(tree)
  }
  return {
    update({ output }) {
      latest = output
      draw(true)
    },
    close() {
      draw(false)
      view?.unmount()
    },
  }
}
