import type { Outcome } from '#core/executors'
import {
  answer,
  attemptFailed,
  type ControlRequest,
  decide,
  type EngineCommand,
  type EngineEvent,
  type ExecutionState,
  type PlannedTask,
  Reduction,
  type StartCommand,
  type TaskState,
  taskState,
  type WorkflowPlan,
} from '#core/workflow'

/** Which attempt of a task, and of which of its rounds. */
export interface AttemptPlace {
  readonly task: string
  readonly iteration?: number | undefined
  readonly attempt: number
}

/** What has happened since the last turn. */
export interface News {
  /** What has been decided already and is not recorded yet. */
  readonly opening: readonly EngineEvent[]
  /** In the order in which the attempts have ended. */
  readonly ended: readonly (AttemptPlace & { readonly outcome: Outcome })[]
  /** What was asked from outside. */
  readonly requests: readonly ControlRequest[]
}

export interface TurnOptions {
  readonly now: () => number
  /** At least 0, less than 1. */
  readonly random: () => number
  /** Nothing new is to begin. */
  readonly isStopping: boolean
}

/** What a turn comes to. */
export interface Turn {
  /** To be recorded together. */
  readonly events: readonly EngineEvent[]
  readonly state: ExecutionState
  /** The attempts that have begun with these events. */
  readonly starts: readonly StartCommand[]
  /** When there may be more to do. */
  readonly waitUntil: readonly number[]
}

/** What has happened, what follows from it, and what starts because of it: the engine asked until it has no more to say. */
export function takeTurn(
  { plan, state }: { plan: WorkflowPlan; state: ExecutionState },
  { opening, ended, requests }: News,
  { now, random, isStopping }: TurnOptions,
): Turn {
  const draft = new Draft(state, opening)
  for (const each of ended) {
    const task = plan.tasks.find(({ id }) => id === each.task)
    if (task !== undefined) draft.add(endOfAttempt(draft.state, { ...each, task }, { now: now(), random }))
  }
  for (const request of requests) draft.add(answer(draft.state, request, now()))
  const commands = isStopping ? [] : decideAll(plan, draft, now)
  const starts = commands.filter((command) => command.do === 'start')
  const at = now()
  for (const { task, iteration, attempt, input } of starts) {
    const round = iteration === undefined ? {} : { iteration }
    draft.add({ type: 'attempt.started', at, task: task.id, ...round, attempt, input })
  }
  const waitUntil = commands.flatMap((command) => (command.do === 'wait' ? [command.until] : []))
  return { events: draft.events, state: draft.state, starts, waitUntil }
}

/** True while somebody waits for how an attempt ends. */
export function isAwaited(state: ExecutionState, { task, iteration, attempt }: AttemptPlace): boolean {
  const unit = unitOf(state, { task, iteration })
  return unit?.status === 'running' && unit.attempts === attempt
}

/** `task/iteration`, and the generation where it is not the first: equal for all attempts that are to have one effect. */
export function effectKey(
  state: ExecutionState,
  { task, iteration = 0 }: { task: string; iteration?: number | undefined },
): string {
  const { generation } = taskState(state, task)
  return `${task}/${iteration}${generation === undefined ? '' : `/${generation}`}`
}

/** Records in the draft what is decided; returns what is left to do. */
function decideAll(plan: WorkflowPlan, draft: Draft, now: () => number): readonly EngineCommand[] {
  while (true) {
    const commands = decide(plan, draft.state, now())
    const decided = commands.flatMap((command) => (command.do === 'record' ? [command.event] : []))
    if (decided.length === 0) return commands
    for (const event of decided) draft.add(event)
  }
}

function endOfAttempt(
  state: ExecutionState,
  { task, iteration, attempt, outcome }: { task: PlannedTask; outcome: Outcome } & Omit<AttemptPlace, 'task'>,
  { now: at, random }: { now: number; random: () => number },
): EngineEvent | undefined {
  const unit = unitOf(state, { task: task.id, iteration })
  // Nobody waits for it any more.
  if (unit === undefined || !isAwaited(state, { task: task.id, iteration, attempt })) return undefined
  const round = iteration === undefined ? {} : { iteration }
  const usage = 'usage' in outcome && outcome.usage !== undefined ? { usage: outcome.usage } : {}
  const same = { at, task: task.id, ...round, attempt }
  if ('output' in outcome) return { type: 'attempt.completed', ...same, output: outcome.output, ...usage }
  if ('interrupted' in outcome) return { type: 'attempt.interrupted', ...same }
  return attemptFailed(task, unit, { error: outcome.error, ...usage, iteration, now: at, random: random() })
}

function unitOf(
  state: ExecutionState,
  { task, iteration }: { task: string; iteration?: number | undefined },
): TaskState | undefined {
  const whole = taskState(state, task)
  return iteration === undefined ? whole : whole.rounds?.[iteration]
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
