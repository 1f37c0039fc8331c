import { type ExecutorContext, executeAttempt, type Outcome } from '#core/executors'
import { loadExpressions } from '#core/expression'
import { answer, type ExecutionState, isEnded, reduce, type WorkflowPlan } from '#core/workflow'
import { type Attempt, childKey, executorContext, outcomeOfChild, toRequest } from '../attempt.ts'
import { replay } from '../history.ts'
import { openingEvents } from '../opening.ts'
import { placeFor } from '../places.ts'
import type { OpenOptions, RunOptions, StartRequest } from '../port.ts'
import { describeEvent, unitName } from '../progress.ts'
import { type AttemptSignals, givenUp, runExecution, type Surroundings } from '../run-execution.ts'
import { HistoryWriter } from './history.ts'
import type { Inbox } from './inbox.ts'
import type { Journal } from './journal.ts'
import type { Places } from './places.ts'
import type { Entry, ExecutionStore } from './store.ts'

interface Parts {
  readonly options: OpenOptions
  readonly store: ExecutionStore
  readonly inbox: Inbox
  readonly journal: Journal
  readonly places: Places
  readonly owner: string
  /** Throws OssaError if another process carries it out. */
  readonly claim: (executionId: string) => Promise<void>
  readonly startChild: (request: StartRequest) => Promise<string>
  readonly cancel: (executionId: string) => Promise<void>
}

interface RunnerOptions extends RunOptions {
  readonly leaveWhenPaused: boolean
  readonly drain?: AbortSignal
}

/** Between an attempt and whoever has started it. */
interface Channels extends AttemptSignals {
  readonly tell: ((text: string) => void) | undefined
}

/** An execution that this process may write. */
interface Claimed {
  readonly plan: WorkflowPlan
  readonly input: unknown
  readonly state: ExecutionState
  readonly history: HistoryWriter
  /** What has been asked, once; it is forgotten in the same transaction that records what came of it. */
  readonly requests: Pick<Surroundings, 'takeRequests' | 'onRequest'>
}

/** Carries executions out in this process. */
export class EmbeddedRunner {
  readonly #parts: Parts
  readonly #executors: ExecutorContext

  constructor(parts: Parts) {
    this.#parts = parts
    this.#executors = executorContext(parts.options)
  }

  /** Carries out an execution that has not ended, and returns how it stands then. Throws OssaError if another process does. */
  async run(id: string, options: RunnerOptions): Promise<ExecutionState> {
    const { store, claim, owner } = this.#parts
    await loadExpressions()
    await claim(id)
    let isReleased = false
    try {
      const { plan, input, state, history, requests } = this.#open(id, options.onEvent)
      const end = await runExecution(plan, state, {
        ...options,
        ...requests,
        input,
        now: this.#parts.options.now,
        random: this.#random,
        record: history.record,
        execute: (attempt, signals) => this.#execute(id, attempt, { ...signals, tell: this.#teller(attempt, options) }),
      })
      // With the event that ends it, it is given back.
      isReleased = isEnded(end.status) && !isEnded(state.status)
      if (isEnded(end.status)) await this.#cancelChildren(id)
      return end
    } finally {
      if (!isReleased) store.release(id, owner)
    }
  }

  /** Answers what was asked of an execution that is claimed but not carried out, and gives it back. */
  async settle(id: string): Promise<void> {
    const { store, owner, options } = this.#parts
    try {
      await loadExpressions()
      const { plan, input, state: before, history, requests } = this.#open(id, undefined)
      const events = openingEvents(plan, before, { input, now: options.now() })
      let state = events.reduce(reduce, before)
      for (const request of requests.takeRequests()) {
        const event = answer(state, request, options.now())
        if (event === undefined) continue
        events.push(event)
        state = reduce(state, event)
      }
      await history.record(events, state)
      if (isEnded(state.status)) await this.#cancelChildren(id)
    } finally {
      store.release(id, owner)
    }
  }

  // Read only now that nobody else can write.
  #open(id: string, onEvent: RunOptions['onEvent']): Claimed {
    const { store, inbox, journal, owner } = this.#parts
    const { plan, input } = store.plan(id)
    const events = store.events(id)
    const state = replay(plan, events)
    const taken = new Set<number>()
    const write = async (entry: Entry): Promise<void> => {
      const answered = [...taken]
      await journal.write(() => {
        store.append(entry)
        inbox.remove(answered)
      })
      for (const request of answered) taken.delete(request)
    }
    const lastSeq = events.at(-1)?.seq ?? 0
    const history = new HistoryWriter(id, { plan, state, lastSeq, owner, write, onEvent })
    // Looked for at the beginning, and when there may be one: a turn is shorter than the question.
    let mayBeAsked = true
    const takeRequests = () => {
      if (!mayBeAsked) return []
      mayBeAsked = false
      const news = inbox.peek(id).filter((request) => !taken.has(request.id))
      for (const request of news) taken.add(request.id)
      return news.map(({ request }) => request)
    }
    const onRequest = (callback: () => void) =>
      inbox.listen(id, () => {
        mayBeAsked = true
        callback()
      })
    return { plan, input, state, history, requests: { takeRequests, onRequest } }
  }

  #teller({ task, iteration }: Attempt, { onMessage }: RunOptions): ((text: string) => void) | undefined {
    const round = iteration === undefined ? {} : { iteration }
    return onMessage && ((text) => onMessage({ task: task.id, ...round, at: this.#parts.options.now(), text }))
  }

  async #execute(executionId: string, attempt: Attempt, signals: Channels): Promise<Outcome> {
    const { binding } = attempt.task
    if (binding.kind === 'workflow') return this.#runChild(executionId, { ...attempt, plan: binding.plan }, signals)
    const place = placeFor(attempt.task)
    if (place === undefined) return this.#attempt(executionId, attempt, signals)
    const { stop, tell } = signals
    const onWait = () => tell?.(`waits, since ${place.agent} carries out ${place.most} attempts already`)
    const outcome = await this.#parts.places.within(place, { stop: stop.signal, onWait }, () =>
      this.#attempt(executionId, attempt, signals),
    )
    return outcome ?? { interrupted: true }
  }

  #attempt(executionId: string, attempt: Attempt, { stop, tell }: Channels): Promise<Outcome> {
    const execute = this.#parts.options.execute ?? executeAttempt
    const context = tell === undefined ? this.#executors : { ...this.#executors, onMessage: tell }
    return execute(toRequest(executionId, attempt), context, stop.signal)
  }

  // An execution of its own, found again by its key: an interrupted attempt goes on where the one before it was.
  async #runChild(
    parent: string,
    { plan, input, key, task }: Attempt & { plan: WorkflowPlan },
    { stop, drain, tell }: Channels,
  ): Promise<Outcome> {
    const { store, startChild, cancel } = this.#parts
    const failures = failuresOf(replay(store.plan(parent).plan, store.events(parent)), task.id)
    const id = await startChild({ plan, input, key: childKey(parent, key, failures), parent })
    const options = { signal: stop.signal, drain: drain.signal, leaveWhenPaused: false, ...retold(tell) }
    const isOver = isEnded(store.find(id)?.status ?? 'pending')
    const outcome = outcomeOfChild(id, isOver ? replay(plan, store.events(id)) : await this.run(id, options))
    if (outcome !== undefined) return outcome
    if (stop.signal.reason === givenUp) await cancel(id)
    return { interrupted: true }
  }

  async #cancelChildren(id: string): Promise<void> {
    const { store, cancel } = this.#parts
    for (const child of store.children(id)) await cancel(child)
  }

  readonly #random = (): number => {
    const [high = 0, low = 0] = this.#parts.options.random()
    return (high * 256 + low) / 65_536
  }
}

/** What happens in an execution, and what is said in it, told as said by the task that has started it. */
function retold(tell: Channels['tell']): Pick<RunOptions, 'onEvent' | 'onMessage'> {
  if (tell === undefined) return {}
  return {
    onEvent: (event, state) => {
      const line = describeEvent(event, state)
      if (line !== undefined) tell(line)
    },
    onMessage: ({ task, iteration, text }) => tell(`${unitName({ task, iteration })}: ${text}`),
  }
}

function failuresOf(state: ExecutionState, task: string): number {
  return state.tasks.get(task)?.failures ?? 0
}
