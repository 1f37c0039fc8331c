import { type ExecutorContext, executeAttempt, type Outcome } from '#core/executors'
import { loadExpressions } from '#core/expression'
import { answer, type ControlRequest, type ExecutionState, isEnded, reduce, type WorkflowPlan } from '#core/workflow'
import { type Attempt, childKey, executorContext, outcomeOfChild, toRequest } from '../attempt.ts'
import { replay } from '../history.ts'
import { openingEvents } from '../opening.ts'
import type { OpenOptions, RunOptions, StartRequest } from '../port.ts'
import { type AttemptSignals, givenUp, runExecution } from '../run-execution.ts'
import { HistoryWriter } from './history.ts'
import type { Inbox } from './inbox.ts'
import type { Journal } from './journal.ts'
import type { Entry, ExecutionStore } from './store.ts'

interface Parts {
  readonly options: OpenOptions
  readonly store: ExecutionStore
  readonly inbox: Inbox
  readonly journal: Journal
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

/** An execution that this process may write. */
interface Claimed {
  readonly plan: WorkflowPlan
  readonly input: unknown
  readonly state: ExecutionState
  readonly history: HistoryWriter
  /** What has been asked, once; it is forgotten in the same transaction that records what came of it. */
  readonly takeRequests: () => readonly ControlRequest[]
}

/** Carries executions out in this process. */
export class EmbeddedRunner {
  readonly #parts: Parts
  readonly #executors: ExecutorContext

  constructor(parts: Parts) {
    this.#parts = parts
    this.#executors = executorContext(parts.options)
  }

  /** Carries an execution out. Throws OssaError if another process does. */
  async run(id: string, options: RunnerOptions): Promise<void> {
    const { store, claim, owner, inbox } = this.#parts
    if (isEnded(store.find(id)?.status ?? 'pending')) return
    await loadExpressions()
    await claim(id)
    try {
      const { plan, input, state, history, takeRequests } = this.#open(id, options.onEvent)
      await runExecution(plan, state, {
        ...options,
        input,
        now: this.#parts.options.now,
        random: this.#random,
        record: history.record,
        execute: (attempt, signals) => this.#execute(id, attempt, signals),
        takeRequests,
        onRequest: (callback) => inbox.listen(id, callback),
      })
      await this.#cancelChildren(id)
    } finally {
      store.release(id, owner)
    }
  }

  /** Answers what was asked of an execution that is claimed but not carried out, and gives it back. */
  async settle(id: string): Promise<void> {
    const { store, owner, options } = this.#parts
    try {
      await loadExpressions()
      const { plan, input, state: before, history, takeRequests } = this.#open(id, undefined)
      const events = openingEvents(plan, before, { input, now: options.now() })
      let state = events.reduce(reduce, before)
      for (const request of takeRequests()) {
        const event = answer(state, request, options.now())
        if (event === undefined) continue
        events.push(event)
        state = reduce(state, event)
      }
      await history.record(events, state)
      await this.#cancelChildren(id)
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
    const takeRequests = () => {
      const news = inbox.peek(id).filter((request) => !taken.has(request.id))
      for (const request of news) taken.add(request.id)
      return news.map(({ request }) => request)
    }
    return { plan, input, state, history, takeRequests }
  }

  async #execute(executionId: string, attempt: Attempt, signals: AttemptSignals): Promise<Outcome> {
    const { binding } = attempt.task
    if (binding.kind === 'workflow') return this.#runChild(executionId, { ...attempt, plan: binding.plan }, signals)
    const execute = this.#parts.options.execute ?? executeAttempt
    return execute(toRequest(executionId, attempt), this.#executors, signals.stop)
  }

  // An execution of its own, found again by its key: an interrupted attempt goes on where the one before it was.
  async #runChild(
    parent: string,
    { plan, input, key, task }: Attempt & { plan: WorkflowPlan },
    { stop, drain }: AttemptSignals,
  ): Promise<Outcome> {
    const { store, startChild, cancel } = this.#parts
    const failures = failuresOf(replay(store.plan(parent).plan, store.events(parent)), task.id)
    const id = await startChild({ plan, input, key: childKey(parent, key, failures), parent })
    await this.run(id, { signal: stop, drain, leaveWhenPaused: false })
    const outcome = outcomeOfChild(id, replay(plan, store.events(id)))
    if (outcome !== undefined) return outcome
    if (stop.reason === givenUp) await cancel(id)
    return { interrupted: true }
  }

  async #cancelChildren(id: string): Promise<void> {
    const { store, cancel } = this.#parts
    if (!isEnded(store.find(id)?.status ?? 'pending')) return
    for (const child of store.children(id)) await cancel(child)
  }

  readonly #random = (): number => {
    const [high = 0, low = 0] = this.#parts.options.random()
    return (high * 256 + low) / 65_536
  }
}

function failuresOf(state: ExecutionState, task: string): number {
  return state.tasks.get(task)?.failures ?? 0
}
