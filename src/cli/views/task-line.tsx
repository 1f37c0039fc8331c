import { Text } from 'ink'
import type { TaskStatus } from '#core/contract'
import { escapeControls, formatDuration } from '#core/diagnostics'
import type { LiveTask } from '#core/orchestrator'
import { Tone, type ToneName } from './tone.tsx'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

const signs: Readonly<Record<TaskStatus, { sign: string; tone: ToneName }>> = {
  pending: { sign: '·', tone: 'faint' },
  assigned: { sign: '◇', tone: 'waiting' },
  running: { sign: '…', tone: 'active' },
  completed: { sign: '✔', tone: 'good' },
  failed: { sign: '✖', tone: 'bad' },
  timed_out: { sign: '⧗', tone: 'bad' },
  skipped: { sign: '↷', tone: 'faint' },
  cancelled: { sign: '⊘', tone: 'faint' },
}

/** Deeper stages stand no further to the right. */
const deepest = 8

export interface TaskLineProps {
  readonly task: LiveTask
  /** How wide the names of all tasks are together with where they stand. */
  readonly width: number
  /** Whether it is selected, comes right before the selected task, or right after it. */
  readonly mark: '❯' | '↑' | '↓' | ' '
  readonly now: number
  /** Counts on while the execution is live; undefined once it is not. */
  readonly frame: number | undefined
}

/** One task in one line: how it stands, for how long, and why. */
export function TaskLine({ task, width, mark, now, frame }: TaskLineProps) {
  const { sign, tone } = signs[task.status]
  const isTurning = frame !== undefined && task.status === 'running' && task.idleUntil === undefined
  const shown = isTurning ? frames[frame % frames.length] : sign
  return (
    <Text wrap="truncate-end">
      <Tone of={mark === '❯' ? 'strong' : 'faint'}>{mark}</Tone> <Tone of={tone}>{shown}</Tone>{' '}
      <Tone of={mark === '❯' ? 'strong' : 'plain'}>{labelOf(task).padEnd(width)}</Tone>
      <Tone of="faint">{noteOf(task, frame === undefined ? undefined : now)}</Tone>
    </Text>
  )
}

/** The name of a task, further to the right the later its stage. */
export function labelOf({ id, stage }: LiveTask): string {
  return `${' '.repeat(Math.min(stage - 1, deepest))}${id}`
}

function noteOf(task: LiveTask, now: number | undefined): string {
  const { status, attempts, startedAt, completedAt, error, rounds } = task
  const end = completedAt ?? (status === 'running' ? now : undefined)
  const notes = [
    startedAt === undefined || end === undefined ? '' : formatDuration(Math.max(0, end - startedAt)),
    rounds === undefined ? '' : `${rounds.ended}/${rounds.total} rounds`,
    rounds === undefined && attempts > 1 ? `attempt ${attempts}` : '',
    waitingNote(task, now),
    error === undefined || status === 'completed' ? '' : escapeControls(error.message, { oneLine: true }),
  ].filter((note) => note !== '')
  return notes.map((note) => `  ${note}`).join('')
}

function waitingNote({ status, attempts, error, idleUntil = 0 }: LiveTask, now: number | undefined): string {
  const left = now === undefined || idleUntil <= now ? undefined : formatDuration(idleUntil - now)
  if (status === 'running' || status === 'assigned') return left === undefined ? '' : `${left} to go`
  if (status !== 'pending' || attempts === 0) return ''
  if (left !== undefined) return `next attempt in ${left}`
  return error === undefined ? 'interrupted' : 'waiting for the next attempt'
}
