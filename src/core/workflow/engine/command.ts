import type { PlannedTask } from '../plan.ts'
import type { EngineEvent } from './events.ts'

/** Start an attempt. */
export interface StartCommand {
  readonly do: 'start'
  readonly task: PlannedTask
  /** The round, where the task has rounds. */
  readonly iteration?: number
  readonly attempt: number
  readonly input: unknown
}

export type EngineCommand =
  /** Something is decided: record it and ask again. */
  | { readonly do: 'record'; readonly event: EngineEvent }
  | StartCommand
  /** Nothing to do before this time, unless an attempt ends or something comes from outside. */
  | { readonly do: 'wait'; readonly until: number }

export function record(event: EngineEvent): EngineCommand {
  return { do: 'record', event }
}
