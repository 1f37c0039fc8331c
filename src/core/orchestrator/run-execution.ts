import type { Outcome } from '#core/executors'
import {
  attemptFailed,
  decide,
  type EngineCommand,
  type EngineEvent,
  type ExecutionState,
  isEnded,
  type PlannedTask,
  reduce,
  type WorkflowPlan,
} from '#core/workflow'

export interface Attempt {
  readonly task: PlannedTask
  readonly attempt: number
  readonly input: unknown
}

/** What carrying out needs from an adapter. */
export interface Surroundings {
  /** Makes events durable; the state is the one after them. */
  readonly record: (events: readonly EngineEvent[], state: ExecutionState) => Promise<void>
  readonly execute: (attempt: Attempt, signal: AbortSignal) => Promise<Outcome>
  readonly now: () => number
  /** Stop: interrupt what runs, record it, return. */
  readonly signal: AbortSignal
}

const longestTimerMs = 2 ** 31 - 1

/** Carries a plan out from a state until it ends or is stopped. The same for every adapter: the engine decides, the adapter records. */
export async function runExecution(
  plan: WorkflowPlan,
  start: ExecutionState,
  surroundings: Surroundings,
): Promise<ExecutionState> {
  return new Run(plan, start, surroundings).toEnd()
}

class Run {
  readonly #plan: WorkflowPlan
  readonly #surroundings: Surroundings
  readonly #running = new Map<string, { readonly done: Promise<void> }>()
  readonly #abandon = new AbortController()
  #ended: { task: PlannedTask; outcome: Outcome }[] = []
  #crashed: unknown
  #wake: () => void = () => undefined
  #state: ExecutionState

  constructor(plan: WorkflowPlan, start: ExecutionState, surroundings: Surroundings) {
    this.#plan = plan
    this.#state = start
    this.#surroundings = surroundings
  }

  async toEnd(): Promise<ExecutionState> {
    const { signal, now } = this.#surroundings
    const onAbort = () => this.#wake()
    signal.addEventListener('abort', onAbort)
    try {
      while (!isEnded(this.#state.status)) {
        await this.#recordEnded()
        if (signal.aborted && this.#running.size === 0) break
        const commands = signal.aborted ? [] : decide(this.#plan, this.#state, now())
        if (await this.#carryOut(commands)) continue
        if (!this.#hasNews()) await this.#sleep(commands)
      }
      return this.#state
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#abandon.abort()
      await Promise.allSettled([...this.#running.values()].map(({ done }) => done))
    }
  }

  #hasNews(): boolean {
    const isStopped = this.#surroundings.signal.aborted && this.#running.size === 0
    return this.#ended.length > 0 || this.#crashed !== undefined || isStopped
  }

  /** Records decisions and starts attempts; returns whether there may be more to decide. */
  async #carryOut(commands: readonly EngineCommand[]): Promise<boolean> {
    const decisions = commands.flatMap((command) => (command.do === 'record' ? [command.event] : []))
    await this.#record(decisions)
    const starts = commands.flatMap((command) => (command.do === 'start' ? [command] : []))
    const at = this.#surroundings.now()
    await this.#record(
      starts.map(({ task, attempt, input }) => ({ type: 'attempt.started', at, task: task.id, attempt, input })),
    )
    for (const { task, attempt, input } of starts) this.#launch({ task, attempt, input })
    return decisions.length > 0
  }

  #launch(attempt: Attempt): void {
    const { execute, signal } = this.#surroundings
    const { task } = attempt
    const done = execute(attempt, AbortSignal.any([signal, this.#abandon.signal])).then(
      (outcome) => {
        this.#running.delete(task.id)
        this.#ended.push({ task, outcome })
        this.#wake()
      },
      (error: unknown) => {
        this.#running.delete(task.id)
        this.#crashed ??= error
        this.#wake()
      },
    )
    this.#running.set(task.id, { done })
  }

  async #recordEnded(): Promise<void> {
    if (this.#crashed !== undefined) throw this.#crashed
    const ended = this.#ended
    this.#ended = []
    await this.#record(ended.map(({ task, outcome }) => this.#eventOf(task, outcome)))
  }

  #eventOf(task: PlannedTask, outcome: Outcome): EngineEvent {
    const at = this.#surroundings.now()
    const state = this.#state.tasks.get(task.id)
    if (state === undefined) throw new Error(`The task ${task.id} has no state.`)
    const attempt = { at, task: task.id, attempt: state.attempts }
    if ('output' in outcome) return { type: 'attempt.completed', ...attempt, output: outcome.output }
    if ('interrupted' in outcome) return { type: 'attempt.interrupted', ...attempt }
    return attemptFailed(task, state, { error: outcome.error, now: at })
  }

  async #record(events: readonly EngineEvent[]): Promise<void> {
    if (events.length === 0) return
    const next = events.reduce(reduce, this.#state)
    await this.#surroundings.record(events, next)
    this.#state = next
  }

  /** Until an attempt ends, the stop signal comes, or it is time for a retry. */
  async #sleep(commands: readonly EngineCommand[]): Promise<void> {
    const times = commands.flatMap((command) => (command.do === 'wait' ? [command.until] : []))
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.#wake = resolve
      if (times.length === 0) return
      const delay = Math.max(0, Math.min(...times) - this.#surroundings.now())
      timer = setTimeout(resolve, Math.min(delay, longestTimerMs))
    })
    clearTimeout(timer)
  }
}
