import { initialState, isEnded, reduce, type WorkflowPlan } from '#core/workflow'
import type { RecordedEvent, RunOptions } from '../port.ts'
import { Wakeup } from '../wakeup.ts'
import { channels } from './channels.ts'
import type { PostgresDatabase } from './database.ts'
import { brokenOff } from './errors.ts'
import type { Listener } from './listener.ts'
import { toMessage } from './sayings.ts'
import { type ExecutionRow, readEvents } from './store.ts'

/** How often who follows an execution looks whether it has got further: where that is said, and where it is not. */
const lookMs = { told: 1_000, untold: 100 }

interface Following extends Pick<RunOptions, 'signal'> {
  readonly onEvent: RunOptions['onEvent']
  readonly onMessage: RunOptions['onMessage']
  readonly database: PostgresDatabase
  readonly listener: Listener
  readonly plan: WorkflowPlan
  /** Of the last event that is no news. */
  readonly lastSeq: number
  readonly read: () => Promise<ExecutionRow>
}

/** Tells what happens in an execution until it ends, is paused, or until nobody wants to know more. */
export async function followExecution(
  id: string,
  { database, listener, plan, lastSeq, read, signal, onEvent, onMessage }: Following,
): Promise<void> {
  const wakeup = new Wakeup()
  const wake = () => wakeup.wake()
  const endings = [
    listener.on({ channel: channels.events, about: id, call: wake }),
    listener.on({
      channel: channels.said,
      about: `${id} `,
      call: (payload) => payload !== undefined && onMessage?.(toMessage(payload)),
    }),
  ]
  signal.addEventListener('abort', wake)
  let state = initialState(plan)
  let seq = 0
  const tell = (event: RecordedEvent) => {
    state = reduce(state, event)
    seq = event.seq
    if (event.seq > lastSeq) onEvent?.(event, state)
  }
  try {
    while (true) {
      // Read before the events, so that none is missed that belongs to it.
      const row = await read()
      if (row.lastSeq > seq) for (const event of await readEvents(database, id, seq)) tell(event)
      if (row.problem !== null) throw brokenOff(id, row.problem)
      const isResting = row.status === 'paused' && row.driver === null
      if (signal.aborted || isResting || isEnded(row.status)) return
      await wakeup.sleep(listener.isListening ? lookMs.told : lookMs.untold)
    }
  } finally {
    signal.removeEventListener('abort', wake)
    for (const end of endings) end()
  }
}
