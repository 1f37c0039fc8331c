import type { Outcome } from '#core/executors'
import {
  type ControlRequest,
  type EngineEvent,
  type ExecutionState,
  isEnded,
  type StartCommand,
  type WorkflowPlan,
} from '#core/workflow'
import type { Attempt } from './attempt.ts'
import { openingEvents } from './opening.ts'
import { effectKey, isAwaited, takeTurn } from './turn.ts'
import { Wakeup } from './wakeup.ts'

/** What carrying out needs from an adapter. */
export interface Surroundings {
  /** Makes events durable, and that the requests have been answered that were taken; the state is the one after them. */
  readonly record: (events: readonly EngineEvent[], state: ExecutionState) => Promise<void>
  readonly execute: (attempt: Attempt, signals: AttemptSignals) => Promise<Outcome>
  /** Of an execution that has not started yet. */
  readonly input: unknown
  readonly now: () => number
  /** At least 0, less than 1. */
  readonly random: () => number
  /** Stop: interrupt what runs, record it, return. */
  readonly signal: AbortSignal
  /** Start nothing more; return when what runs has ended. */
  readonly drain?: AbortSignal | undefined
  /** Return when nothing runs because the execution is paused, instead of waiting for it to go on. */
  readonly leaveWhenPaused: boolean
  /** What was asked from outside since the last call. */
  readonly takeRequests: () => readonly ControlRequest[]
  /** Calls back when something has been asked. Returns how to end that. */
  readonly onRequest: (callback: () => void) => () => void
}

/** Controllers, as a signal costs more than all the rest of a short attempt and is made when it is first read. */
export interface AttemptSignals {
  /** Interrupts the attempt. */
  readonly stop: Pick<AbortController, 'signal'>
  /** The execution is paused: nothing new is to begin. */
  readonly drain: Pick<AbortController, 'signal'>
}

/** Why an attempt is given up whose outcome nobody waits for any more. */
export const givenUp = 'given up'

/** Carries a plan out from a state until it ends or is stopped. The same for every adapter: the engine decides, the adapter records. */
export async function runExecution(
  plan: WorkflowPlan,
  start: ExecutionState,
  surroundings: Surroundings,
): Promise<ExecutionState> {
  const { now, input } = surroundings
  return new Run(plan, start, surroundings).toEnd(openingEvents(plan, start, { input, now: now() }))
}

interface Running {
  readonly attempt: Attempt
  readonly stop: AbortController
  readonly drain: AbortController
  readonly done: Promise<void>
}

class Run {
  readonly #plan: WorkflowPlan
  readonly #surroundings: Surroundings
  readonly #running = new Map<string, Running>()
  readonly #wakeup = new Wakeup()
  readonly #ended: { attempt: Attempt; outcome: Outcome }[] = []
  #crashed: { error: unknown } | undefined
  #state: ExecutionState

  constructor(plan: WorkflowPlan, start: ExecutionState, surroundings: Surroundings) {
    this.#plan = plan
    this.#state = start
    this.#surroundings = surroundings
  }

  /** Carries on after what has been decided already and is not recorded yet. */
  async toEnd(opening: readonly EngineEvent[]): Promise<ExecutionState> {
    const { signal, drain, onRequest } = this.#surroundings
    const wake = () => this.#wakeup.wake()
    const stop = () => {
      for (const { stop } of this.#running.values()) stop.abort(signal.reason)
      wake()
    }
    const endings = [onRequest(wake), listen(signal, stop), listen(drain, wake)]
    let news = opening
    try {
      while (true) {
        const waitUntil = await this.#turn(news)
        if (this.#isOver()) return this.#state
        await this.#wakeup.sleep(this.#untilEarliest(waitUntil))
        news = []
      }
    } finally {
      for (const end of endings) end()
      for (const { stop } of this.#running.values()) stop.abort(givenUp)
      await Promise.allSettled([...this.#running.values()].map(({ done }) => done))
    }
  }

  #untilEarliest(times: readonly number[]): number | undefined {
    return times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b)) - this.#surroundings.now()
  }

  #isStopping(): boolean {
    return this.#surroundings.signal.aborted || this.#surroundings.drain?.aborted === true
  }

  #isOver(): boolean {
    if (isEnded(this.#state.status)) return true
    const isPaused = this.#state.status === 'paused' && this.#surroundings.leaveWhenPaused
    return this.#running.size === 0 && this.#ended.length === 0 && (this.#isStopping() || isPaused)
  }

  /** What has happened, what follows from it, and what starts because of it are recorded together. Returns when there may be more. */
  async #turn(opening: readonly EngineEvent[]): Promise<readonly number[]> {
    if (this.#crashed !== undefined) throw this.#crashed.error
    const { now, random, takeRequests, record } = this.#surroundings
    const ended = this.#ended
      .splice(0)
      .map(({ attempt: { task, iteration, attempt }, outcome }) => ({ task: task.id, iteration, attempt, outcome }))
    const requests = takeRequests()
    const { events, state, starts, waitUntil } = takeTurn(
      { plan: this.#plan, state: this.#state },
      { opening, ended, requests },
      { now, random, isStopping: this.#isStopping() },
    )
    if (events.length > 0 || requests.length > 0) await record(events, state)
    this.#state = state
    for (const start of starts) this.#launch(start)
    this.#giveUp()
    return waitUntil
  }

  #launch({ do: _do, ...start }: StartCommand): void {
    const attempt = { ...start, key: effectKey(this.#state, { ...start, task: start.task.id }) }
    const [stop, drain] = [new AbortController(), new AbortController()]
    // Asked to stop while the start was recorded.
    if (this.#surroundings.signal.aborted) stop.abort(this.#surroundings.signal.reason)
    const done = this.#surroundings.execute(attempt, { stop, drain }).then(
      (outcome) => {
        this.#running.delete(attempt.key)
        this.#ended.push({ attempt, outcome })
        this.#wakeup.wake()
      },
      (error: unknown) => {
        this.#running.delete(attempt.key)
        this.#crashed ??= { error }
        this.#wakeup.wake()
      },
    )
    this.#running.set(attempt.key, { attempt, stop, drain, done })
  }

  /** Ends what nobody waits for any more. */
  #giveUp(): void {
    for (const { attempt, stop, drain } of this.#running.values()) {
      if (!isAwaited(this.#state, { ...attempt, task: attempt.task.id })) stop.abort(givenUp)
      else if (this.#state.status === 'paused') drain.abort()
    }
  }
}

function listen(signal: AbortSignal | undefined, callback: () => void): () => void {
  signal?.addEventListener('abort', callback)
  return () => signal?.removeEventListener('abort', callback)
}
