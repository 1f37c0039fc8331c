import type { PlannedTask } from '#core/workflow'

/** What an attempt needs whose agent carries out no more than so many at a time, of all executions. */
export interface PlaceRequest {
  /** `name@version`. */
  readonly agent: string
  readonly most: number
  readonly priority: number
}

/** The place that an attempt of a task needs; undefined: it needs none. */
export function placeFor({ agent, agentConcurrency, priority }: PlannedTask): PlaceRequest | undefined {
  return agent === undefined || agentConcurrency === undefined ? undefined : { agent, most: agentConcurrency, priority }
}
