import type { ExecutionStatus } from '#core/contract'

/** What somebody who watches an execution looks at. */
export interface Focus {
  /** Undefined: the task that matters most at the moment. */
  readonly task?: string | undefined
  /** Lines that the log is scrolled back. */
  readonly back: number
  /** The log takes the place of the other tasks. */
  readonly wide: boolean
  readonly help: boolean
  /** Asked whether they mean to cancel. */
  readonly confirming: boolean
}

/** What a terminal makes of some keys, unless it passes them on. */
export type TerminalSignal = 'SIGINT' | 'SIGQUIT' | 'SIGTSTP'

const signals: Readonly<Record<string, TerminalSignal>> = {
  'ctrl-c': 'SIGINT',
  'ctrl-\\': 'SIGQUIT',
  'ctrl-z': 'SIGTSTP',
}

export type ControlName = 'pause' | 'resume' | 'cancel'

/** What follows from a key. */
export interface Pressed {
  readonly focus: Focus
  readonly ask?: ControlName
  /** They want to leave. */
  readonly leave?: true
  readonly signal?: TerminalSignal
}

/** What a key means depends on this. */
export interface Watched {
  readonly status: ExecutionStatus
  readonly tasks: readonly string[]
  /** The task that is shown now. */
  readonly shown: string
  /** Lines of the log that fit. */
  readonly page: number
  /** How far it can be scrolled back. */
  readonly furthest: number
}

export const unfocused: Focus = { back: 0, wide: false, help: false, confirming: false }

/** What a key does. Keys have the names that people call them by. */
export function press(focus: Focus, key: string, watched: Watched): Pressed {
  const signal = signals[key]
  if (signal !== undefined) return { focus, signal }
  if (focus.confirming) {
    const next = { ...focus, confirming: false }
    return key === 'y' ? { focus: next, ask: 'cancel' } : { focus: next }
  }
  if (focus.help) return { focus: { ...focus, help: false } }
  const control = controlOf(key, watched.status)
  if (control === 'cancel') return { focus: { ...focus, confirming: true } }
  if (control !== undefined) return { focus, ask: control }
  if (key === 'q') return { focus, leave: true }
  return { focus: moved(focus, key, watched) }
}

function controlOf(key: string, status: ExecutionStatus): ControlName | undefined {
  const isGoing = status === 'running' || status === 'retrying'
  if (key === 'p' && isGoing) return 'pause'
  if (key === 'r' && status === 'paused') return 'resume'
  return key === 'c' && (isGoing || status === 'paused' || status === 'pending') ? 'cancel' : undefined
}

function moved(focus: Focus, key: string, { tasks, shown, page, furthest }: Watched): Focus {
  const place = tasks.indexOf(shown)
  const to = (index: number) => {
    const task = tasks[Math.max(0, Math.min(index, tasks.length - 1))]
    return { ...focus, task, back: 0 }
  }
  const scrolled = (lines: number) => ({ ...focus, back: Math.max(0, Math.min(focus.back + lines, furthest)) })
  switch (key) {
    case 'up':
    case 'k':
      return to(place - 1)
    case 'down':
    case 'j':
      return to(place + 1)
    case 'home':
    case 'g':
      return to(0)
    case 'end':
    case 'G':
      return to(tasks.length - 1)
    case 'pageup':
      return scrolled(page)
    case 'pagedown':
      return scrolled(-page)
    case 'f':
    case 'escape':
      return { ...focus, task: undefined, back: 0, wide: false }
    case 'return':
    case 'l':
      return { ...focus, wide: !focus.wide }
    case '?':
      return { ...focus, help: true }
    default:
      return focus
  }
}
