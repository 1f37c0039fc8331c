import { Box, Text } from 'ink'
import type { ReactNode } from 'react'
import type { TaskStatus } from '#core/contract'
import { escapeControls, formatDuration } from '#core/diagnostics'
import type { LiveExecution, LiveTask } from '#core/orchestrator'
import { layOut, windowAround } from './layout.ts'
import { labelOf, TaskLine } from './task-line.tsx'
import type { LogLine } from './task-logs.ts'
import { Tone } from './tone.tsx'

export interface ExecutionViewProps {
  readonly execution: LiveExecution
  /** Milliseconds since 1970. */
  readonly now: number
  /** Counts on while it is live; undefined: it is what is left at the end. */
  readonly frame?: number | undefined
  /** Lines of the terminal. */
  readonly rows?: number
  /** What is looked at, where somebody can choose. */
  readonly selection?: Selection | undefined
}

/** The task that somebody looks at, and what there is besides. */
export interface Selection {
  readonly task: LiveTask
  /** What was said of it. */
  readonly log: readonly LogLine[]
  readonly back: number
  readonly wide: boolean
  /** What the keys do, or what is asked. */
  readonly footer: ReactNode
}

/** A longer name pushes what follows to the right, in its own line. */
const widestLabel = 32

/** An execution: its tasks, one a line, and, where somebody can choose one, what it has said. */
export function ExecutionView({
  execution,
  now,
  frame,
  rows = Number.POSITIVE_INFINITY,
  selection,
}: ExecutionViewProps) {
  const { tasks } = execution
  const layout =
    selection === undefined
      ? { tasks: Math.max(1, rows - 2), log: 0 }
      : layOut(rows, { tasks: tasks.length, wide: selection.wide })
  const shown = selection === undefined ? mostTelling(tasks, layout.tasks) : around(selection.task, tasks, layout.tasks)
  const width = Math.min(widestLabel, Math.max(0, ...tasks.map((task) => labelOf(task).length)))
  return (
    <Box flexDirection="column">
      <Heading execution={execution} now={now} />
      {shown.map((task) => (
        <TaskLine
          key={task.id}
          task={task}
          width={width}
          mark={markOf(task, selection?.task)}
          now={now}
          frame={frame}
        />
      ))}
      {selection === undefined && shown.length < tasks.length && (
        <Tone of="faint">{`  … and ${tasks.length - shown.length} more`}</Tone>
      )}
      {selection !== undefined && layout.log > 0 && <TaskDetail {...selection} lines={layout.log} tasks={tasks} />}
      {selection?.footer}
    </Box>
  )
}

function Heading({ execution, now }: Pick<ExecutionViewProps, 'execution' | 'now'>) {
  const { workflow, status, tasks, executionId, startedAt, completedAt } = execution
  const ended = tasks.filter((task) => !['pending', 'assigned', 'running'].includes(task.status)).length
  const took = startedAt === undefined ? '' : `  ${formatDuration(Math.max(0, (completedAt ?? now) - startedAt))}`
  return (
    <Text wrap="truncate-end">
      <Tone of="strong">{escapeControls(workflow, { oneLine: true })}</Tone>{' '}
      <Tone of={status === 'paused' ? 'waiting' : status === 'failed' ? 'bad' : 'plain'}>{status}</Tone>
      <Tone of="faint">{`${took}  ${ended}/${tasks.length} tasks · ${executionId}`}</Tone>
    </Text>
  )
}

const byWeight: readonly TaskStatus[] = [
  'running',
  'assigned',
  'failed',
  'timed_out',
  'pending',
  'completed',
  'cancelled',
  'skipped',
]

// A view that is higher than the terminal would scroll at every change. The order stays that of the workflow.
function mostTelling(tasks: readonly LiveTask[], size: number): readonly LiveTask[] {
  if (tasks.length <= size) return tasks
  const weightOf = ({ status }: LiveTask) => byWeight.indexOf(status)
  const chosen = new Set([...tasks].sort((a, b) => weightOf(a) - weightOf(b)).slice(0, Math.max(1, size - 1)))
  return tasks.filter((task) => chosen.has(task))
}

function around(task: LiveTask, tasks: readonly LiveTask[], size: number): readonly LiveTask[] {
  return tasks.slice(...windowAround(tasks.indexOf(task), { total: tasks.length, size }))
}

function markOf(task: LiveTask, selected: LiveTask | undefined): '❯' | '↑' | '↓' | ' ' {
  if (selected === undefined) return ' '
  if (task.id === selected.id) return '❯'
  if (selected.needs.includes(task.id)) return '↑'
  return task.needs.includes(selected.id) ? '↓' : ' '
}

interface TaskDetailProps extends Selection {
  readonly lines: number
  readonly tasks: readonly LiveTask[]
}

function TaskDetail({ task, log, back, lines, tasks }: TaskDetailProps) {
  const followers = tasks.filter(({ needs }) => needs.includes(task.id)).map(({ id }) => id)
  const end = Math.max(Math.min(lines, log.length), log.length - back)
  const shown = log.slice(Math.max(0, end - lines), end)
  const place = `task ${tasks.indexOf(task) + 1} of ${tasks.length}${back > 0 ? `, ${log.length - end} newer lines below` : ''}`
  const relations = [
    `${task.id}: ${task.does}`,
    ...(task.needs.length === 0 ? [] : [`after ${task.needs.join(', ')}`]),
    ...(followers.length === 0 ? [] : [`before ${followers.join(', ')}`]),
  ]
  return (
    <Box flexDirection="column" height={lines + 2}>
      <Text wrap="truncate-end">
        <Tone of="faint">{`── ${place} ${'─'.repeat(200)}`}</Tone>
      </Text>
      <Text wrap="truncate-end">{escapeControls(relations.join(' · '), { oneLine: true })}</Text>
      {shown.length === 0 && <Tone of="faint">Nothing has been said yet.</Tone>}
      {shown.map(({ number, text }) => (
        <Text key={number} wrap="truncate-end">
          {text}
        </Text>
      ))}
    </Box>
  )
}

/** The task that matters most at the moment: one that works, else one that failed, else one that waits, else the next, else the last. */
export function mostImportant(tasks: readonly LiveTask[]): LiveTask | undefined {
  const working = tasks.find(({ status, idleUntil }) => status === 'running' && idleUntil === undefined)
  if (working !== undefined) return working
  const statuses: readonly TaskStatus[] = ['failed', 'timed_out', 'running', 'assigned', 'pending']
  for (const wanted of statuses) {
    const found = tasks.find(({ status }) => status === wanted)
    if (found !== undefined) return found
  }
  return tasks.at(-1)
}
