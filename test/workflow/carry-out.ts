import { expect } from 'vitest'
import {
  answer,
  attemptFailed,
  type ControlRequest,
  decide,
  type EngineCommand,
  type EngineEvent,
  type ExecutionState,
  initialState,
  isEnded,
  type PlannedTask,
  Reduction,
  reduce,
  type StartCommand,
  taskState,
  type WorkflowPlan,
} from '#core/workflow'

export const task = (id: string, rest: Partial<PlannedTask> = {}): PlannedTask => ({
  id,
  needs: [],
  agent: 'a@1.0.0',
  capability: 'c',
  binding: { kind: 'command', run: ['true'], cwd: '', env: {} },
  input: {},
  retry: { maxAttempts: 1, backoff: 'fixed', initialMs: 10, maxMs: 1_000 },
  timeoutMs: 1_000,
  priority: 5,
  onError: 'fail',
  ...rest,
})

export const planOf = (tasks: readonly PlannedTask[], rest: Partial<WorkflowPlan> = {}): WorkflowPlan => ({
  workflow: 'w@1.0.0',
  file: 'w.yaml',
  hash: 'x',
  tasks,
  concurrency: 16,
  ...rest,
})

export type Answer = { output: unknown } | { error: string; retryable: boolean; code?: string } | 'interrupted'

interface Circumstances {
  readonly input?: unknown
  /** By task, in the order in which its attempts end. Without one, an attempt gives null. */
  readonly answers?: Readonly<Record<string, readonly Answer[]>>
  /** What is asked from outside, by the line of the log after which it is. */
  readonly requests?: Readonly<Record<string, ControlRequest>>
}

const start = 1_000

/** Carries a plan out with given answers of the agents, attempts ending in the order they started, on a clock that only jumps. */
export function carryOut(plan: WorkflowPlan, circumstances: Circumstances = {}) {
  const run = new Rehearsal(plan, circumstances)
  run.toEnd()
  const { state, log, events } = run
  // The same, taken in one go.
  const reduction = new Reduction(initialState(plan))
  for (const event of events) reduction.add(event)
  expect(reduction.state).toEqual(state)
  return {
    state,
    log,
    events,
    started: log.filter((line) => line.startsWith('start')).map((line) => line.split(' ')[1]),
  }
}

class Rehearsal {
  readonly log: string[] = []
  readonly events: EngineEvent[] = []
  state: ExecutionState
  readonly #plan: WorkflowPlan
  readonly #left: Map<string, Answer[]>
  readonly #requests: Map<string, ControlRequest>
  readonly #running: StartCommand[] = []
  #now = start

  constructor(plan: WorkflowPlan, { input = {}, answers = {}, requests = {} }: Circumstances) {
    this.#plan = plan
    this.#left = new Map(Object.entries(answers).map(([id, list]) => [id, [...list]]))
    this.#requests = new Map(Object.entries(requests))
    this.state = initialState(plan)
    this.#apply({ type: 'execution.started', at: start, input })
  }

  toEnd(): void {
    for (let turns = 0; !isEnded(this.state.status) && turns < 1_000; turns += 1) {
      const commands = decide(this.#plan, this.state, this.#now)
      for (const command of commands) this.#carryOut(command)
      const hasRecords = commands.some(({ do: what }) => what === 'record')
      const next = hasRecords ? undefined : this.#running.shift()
      if (next !== undefined) this.#finish(next)
      const wait = commands.find((command) => command.do === 'wait')
      if (next === undefined && wait !== undefined) this.#wait(wait.until)
      if (commands.length === 0 && next === undefined) return
    }
  }

  #wait(until: number): void {
    this.#say(`wait ${until - this.#now}`)
    this.#now = until
  }

  #carryOut(command: EngineCommand): void {
    if (command.do === 'record') this.#apply(command.event)
    if (command.do !== 'start') return
    const { task: planned, iteration, attempt, input } = command
    const round = iteration === undefined ? {} : { iteration }
    this.#apply({ type: 'attempt.started', at: this.#now, task: planned.id, ...round, attempt, input })
    this.#running.push(command)
    this.#say(
      `start ${planned.id}${iteration === undefined ? '' : `#${iteration}`} ${attempt} ${JSON.stringify(input)}`,
    )
  }

  #finish({ task: planned, iteration, attempt }: StartCommand): void {
    const whole = taskState(this.state, planned.id)
    const unit = iteration === undefined ? whole : whole.rounds?.[iteration]
    if (unit?.status !== 'running') return
    const at = { at: this.#now, task: planned.id, ...(iteration === undefined ? {} : { iteration }), attempt }
    const given = this.#left.get(planned.id)?.shift() ?? { output: null }
    if (given === 'interrupted') this.#apply({ type: 'attempt.interrupted', ...at })
    else if ('output' in given) this.#apply({ type: 'attempt.completed', ...at, output: given.output })
    else {
      const error = { code: given.code ?? 'x/y', message: given.error, retryable: given.retryable }
      this.#apply(attemptFailed(planned, unit, { error, iteration, now: this.#now, random: 0 }))
    }
  }

  #apply(event: EngineEvent): void {
    this.events.push(event)
    this.state = reduce(this.state, event)
    if (event.type === 'attempt.started' || event.type === 'execution.started') return
    const round = 'iteration' in event && event.iteration !== undefined ? `#${event.iteration}` : ''
    this.#say('task' in event ? `${event.type} ${event.task}${round}` : event.type)
  }

  #say(line: string): void {
    this.log.push(line)
    const request = this.#requests.get(line)
    this.#requests.delete(line)
    const event = request === undefined ? undefined : answer(this.state, request, this.#now)
    if (event !== undefined) this.#apply(event)
  }
}

export const failing = (times: number, retryable = true): Answer[] =>
  Array.from({ length: times }, () => ({ error: 'no', retryable }))
