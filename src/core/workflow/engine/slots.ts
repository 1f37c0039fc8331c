import type { PlannedTask, WorkflowPlan } from '../plan.ts'
import { type ExecutionState, type TaskState, taskState } from './state.ts'

/** How many more attempts may start: of the workflow, and of each agent that has a limit. */
export class Slots {
  #free: number
  readonly #agents = new Map<string, number>()

  constructor(plan: WorkflowPlan, state: ExecutionState) {
    this.#free = plan.concurrency
    for (const task of plan.tasks) {
      if (task.agent !== undefined && task.agentConcurrency !== undefined && !this.#agents.has(task.agent))
        this.#agents.set(task.agent, task.agentConcurrency)
      this.#use(task, attemptsUnderWay(task, taskState(state, task.id)))
    }
  }

  /** Takes a place if there is one. */
  take(task: PlannedTask): boolean {
    if (!this.hasRoom(task)) return false
    this.#use(task, 1)
    return true
  }

  hasRoom({ agent }: PlannedTask): boolean {
    return this.#free > 0 && (agent === undefined || (this.#agents.get(agent) ?? 1) > 0)
  }

  #use({ agent }: PlannedTask, count: number): void {
    this.#free -= count
    const left = agent === undefined ? undefined : this.#agents.get(agent)
    if (agent !== undefined && left !== undefined) this.#agents.set(agent, left - count)
  }
}

/** Attempts of a task that run now. Waiting is none. */
export function attemptsUnderWay(task: PlannedTask, { status, rounds }: TaskState): number {
  if (rounds !== undefined) return rounds.filter((round) => round.status === 'running').length
  return status === 'running' && task.binding.kind !== 'wait' ? 1 : 0
}
