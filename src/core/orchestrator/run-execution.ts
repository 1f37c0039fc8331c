import type { Outcome } from '#core/executors'
import {
  answer,
  attemptFailed,
  type ControlRequest,
  decide,
  type EngineCommand,
  type EngineEvent,
  type ExecutionState,
  isEnded,
  type PlannedTask,
  Reduction,
  type StartCommand,
  type TaskState,
  taskState,
  type WorkflowPlan,
} from '#core/workflow'
import { openingEvents } from './opening.ts'
import { Wakeup } from './wakeup.ts'

/** One attempt, and what tells it from the others of its task. */
export type Attempt = Omit<StartCommand, 'do'> & {
  /** `task/iteration`, and the generation where it is not the first: equal for all attempts that are to have one effect. */
  readonly key: string
}

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
  readonly #wakeup: Wakeup
  readonly #ended: { attempt: Attempt; outcome: Outcome }[] = []
  #crashed: { error: unknown } | undefined
  #state: ExecutionState

  constructor(plan: WorkflowPlan, start: ExecutionState, surroundings: Surroundings) {
    this.#plan = plan
    this.#state = start
    this.#surroundings = surroundings
    this.#wakeup = new Wakeup(surroundings.now)
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
        await this.#wakeup.sleep(waitUntil)
        news = []
      }
    } finally {
      for (const end of endings) end()
      for (const { stop } of this.#running.values()) stop.abort(givenUp)
      await Promise.allSettled([...this.#running.values()].map(({ done }) => done))
    }
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
    const draft = new Draft(this.#state, opening)
    const hasRequests = this.#addNews(draft)
    const commands = this.#isStopping() ? [] : this.#decide(draft)
    const starts = commands.filter((command) => command.do === 'start')
    const at = this.#surroundings.now()
    for (const { task, iteration, attempt, input } of starts) {
      const round = iteration === undefined ? {} : { iteration }
      draft.add({ type: 'attempt.started', at, task: task.id, ...round, attempt, input })
    }
    const { events, state } = draft
    if (events.length > 0 || hasRequests) await this.#surroundings.record(events, state)
    this.#state = state
    for (const start of starts) this.#launch(start)
    this.#giveUp()
    return commands.flatMap((command) => (command.do === 'wait' ? [command.until] : []))
  }

  /** Records in the draft what is decided; returns what is left to do. */
  #decide(draft: Draft): readonly EngineCommand[] {
    while (true) {
      const commands = decide(this.#plan, draft.state, this.#surroundings.now())
      const decided = commands.flatMap((command) => (command.do === 'record' ? [command.event] : []))
      if (decided.length === 0) return commands
      for (const event of decided) draft.add(event)
    }
  }

  #launch({ do: _do, ...start }: StartCommand): void {
    const attempt = { ...start, key: effectKey(start, taskState(this.#state, start.task.id)) }
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

  /** What has ended, and what was asked. Returns whether something was asked. */
  #addNews(draft: Draft): boolean {
    if (this.#crashed !== undefined) throw this.#crashed.error
    for (const { attempt, outcome } of this.#ended.splice(0)) draft.add(this.#eventOf(draft.state, attempt, outcome))
    const requests = this.#surroundings.takeRequests()
    for (const request of requests) draft.add(answer(draft.state, request, this.#surroundings.now()))
    return requests.length > 0
  }

  #eventOf(state: ExecutionState, { task, iteration, attempt }: Attempt, outcome: Outcome): EngineEvent | undefined {
    const at = this.#surroundings.now()
    const whole = taskState(state, task.id)
    const unit = iteration === undefined ? whole : whole.rounds?.[iteration]
    // Nobody waits for it any more.
    if (unit?.status !== 'running' || unit.attempts !== attempt) return undefined
    const round = iteration === undefined ? {} : { iteration }
    const usage = 'usage' in outcome && outcome.usage !== undefined ? { usage: outcome.usage } : {}
    const same = { at, task: task.id, ...round, attempt }
    if ('output' in outcome) return { type: 'attempt.completed', ...same, output: outcome.output, ...usage }
    if ('interrupted' in outcome) return { type: 'attempt.interrupted', ...same }
    return attemptFailed(task, unit, {
      error: outcome.error,
      ...usage,
      iteration,
      now: at,
      random: this.#surroundings.random(),
    })
  }

  /** Ends what nobody waits for any more. */
  #giveUp(): void {
    for (const { attempt, stop, drain } of this.#running.values()) {
      if (!isAwaited(this.#state, attempt)) stop.abort(givenUp)
      else if (this.#state.status === 'paused') drain.abort()
    }
  }
}

/** Events that are not recorded yet, and the state after them. */
class Draft {
  readonly events: EngineEvent[] = []
  readonly #reduction: Reduction

  constructor(state: ExecutionState, opening: readonly EngineEvent[]) {
    this.#reduction = new Reduction(state)
    for (const event of opening) this.add(event)
  }

  get state(): ExecutionState {
    return this.#reduction.state
  }

  add(event: EngineEvent | undefined): void {
    if (event === undefined) return
    this.#reduction.add(event)
    this.events.push(event)
  }
}

function isAwaited(state: ExecutionState, { task, iteration }: Attempt): boolean {
  const whole = taskState(state, task.id)
  return (iteration === undefined ? whole : whole.rounds?.[iteration])?.status === 'running'
}

function effectKey(
  { task, iteration = 0 }: { task: PlannedTask; iteration?: number },
  { generation }: TaskState,
): string {
  return `${task.id}/${iteration}${generation === undefined ? '' : `/${generation}`}`
}

function listen(signal: AbortSignal | undefined, callback: () => void): () => void {
  signal?.addEventListener('abort', callback)
  return () => signal?.removeEventListener('abort', callback)
}
