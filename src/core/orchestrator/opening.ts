import { type EngineEvent, type ExecutionState, isEnded, taskState, type WorkflowPlan } from '#core/workflow'

/** What has to be recorded before an execution goes on: its start, or that nobody knows how its attempts in flight ended. */
export function openingEvents(
  plan: WorkflowPlan,
  state: ExecutionState,
  { input, now }: { input: unknown; now: number },
): EngineEvent[] {
  if (isEnded(state.status)) return []
  if (state.status === 'pending') return [{ type: 'execution.started', at: now, input }]
  return plan.tasks.flatMap(({ id, binding }): EngineEvent[] => {
    const { rounds, status, attempts } = taskState(state, id)
    if (binding.kind === 'wait') return []
    if (rounds === undefined)
      return status === 'running' ? [{ type: 'attempt.interrupted', at: now, task: id, attempt: attempts }] : []
    return rounds.flatMap((round, iteration): EngineEvent[] =>
      round.status === 'running'
        ? [{ type: 'attempt.interrupted', at: now, task: id, iteration, attempt: round.attempts }]
        : [],
    )
  })
}
