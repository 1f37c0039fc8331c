import type { WorkflowPlan } from '#core/workflow'
import type { Queries } from './database.ts'
import { readPlan } from './store.ts'

/** How many plans are kept at hand. */
const mostPlans = 32

/** Plans by their hashes. Many executions have the same, and each asks for it several times. */
export class Plans {
  readonly #plans = new Map<string, WorkflowPlan>()

  async get(queries: Queries, hash: string): Promise<WorkflowPlan> {
    const known = this.#plans.get(hash)
    if (known !== undefined) return known
    const plan = await readPlan(queries, hash)
    if (this.#plans.size === mostPlans) this.#plans.clear()
    this.#plans.set(hash, plan)
    return plan
  }
}
