import { findCyclesThrough } from './cycles.ts'
import type { LinkedWorkflow } from './linked.ts'

/** The workflows that a workflow carries out, in the order of its tasks; undefined for those that are not there. */
export function calledBy({ calls }: LinkedWorkflow): (LinkedWorkflow | undefined)[] {
  return calls.map(({ workflow }) => ('found' in workflow ? workflow.found : undefined))
}

/** The circles in which workflows carry one another out, one for each part of the workspace that has any and is asked about. */
export function workflowCycles(
  workflows: readonly LinkedWorkflow[],
  isAsked: (workflow: LinkedWorkflow) => boolean,
): LinkedWorkflow[][] {
  return findCyclesThrough(workflows, (workflow) => calledBy(workflow).flatMap((other) => other ?? []), isAsked)
}
