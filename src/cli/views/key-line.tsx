import { Text } from 'ink'
import type { ExecutionStatus } from '#core/contract'
import type { Focus } from './focus.ts'
import { Tone } from './tone.tsx'

interface KeyLineProps {
  readonly focus: Focus
  readonly status: ExecutionStatus
  readonly canLeave: boolean
  readonly notice: string | undefined
}

/** What the keys do at the moment, in one line; or what is asked; or what came of it. */
export function KeyLine({ focus, status, canLeave, notice }: KeyLineProps) {
  if (focus.confirming)
    return (
      <Text wrap="truncate-end">
        <Tone of="waiting">Cancel the execution? What runs is ended. y yes, any other key no</Tone>
      </Text>
    )
  const text = focus.help ? allKeys.join(' · ') : keysFor(status, canLeave).join(' · ')
  return (
    <Text wrap={focus.help ? 'wrap' : 'truncate-end'}>
      {notice !== undefined && <Tone of="waiting">{`${notice} · `}</Tone>}
      <Tone of="faint">{text}</Tone>
    </Text>
  )
}

function keysFor(status: ExecutionStatus, canLeave: boolean): readonly string[] {
  return [
    '↑↓ task',
    ...(status === 'paused' ? ['r resume'] : ['p pause']),
    'c cancel',
    'l log',
    ...(canLeave || status === 'paused' ? ['q leave'] : ['Ctrl-C stop']),
    '? all keys',
  ]
}

const allKeys = [
  '↑ ↓ j k g G another task',
  'f the task that runs',
  'PgUp PgDn scroll the log',
  'l log only',
  'p pause',
  'r resume',
  'c cancel',
  'q leave',
  'Ctrl-C stop, to go on later',
]
