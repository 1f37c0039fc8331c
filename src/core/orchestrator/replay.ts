import type { ReplayOutput } from '#core/contract'
import { escapeControls } from '#core/diagnostics'
import { loadExpressions } from '#core/expression'
import { firstDivergence, type WorkflowPlan } from '#core/workflow'
import type { Orchestrator } from './port.ts'

/** Makes the decisions of an execution again with another plan, such as that of the workflow as it is now. Runs nothing. */
export async function replayWith(runs: Orchestrator, idOrKey: string, plan: WorkflowPlan): Promise<ReplayOutput> {
  const { record } = await runs.get(idOrKey)
  const events = await runs.events(idOrKey)
  await loadExpressions()
  const divergence = firstDivergence(plan, events)
  return {
    executionId: record.id,
    workflow: plan.workflow,
    events: events.length,
    same: divergence === undefined,
    ...(divergence === undefined ? {} : { divergence: { ...divergence, decided: [...divergence.decided] } }),
  }
}

/** A replay in a few lines. */
export function describeReplay({ executionId, workflow, events, divergence }: ReplayOutput): string {
  if (divergence === undefined) return `${workflow} would decide all ${events} events of ${executionId} the same.`
  const { seq, recorded, decided } = divergence
  const lines = [
    `${workflow} would differ from ${executionId} at event ${seq}.`,
    `  recorded  ${recorded}`,
    ...(decided.length === 0 ? ['  now       nothing'] : decided.map((each) => `  now       ${each}`)),
  ]
  return lines.map((line) => escapeControls(line, { oneLine: true })).join('\n')
}
