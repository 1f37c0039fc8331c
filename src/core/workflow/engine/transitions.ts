import type { ExecutionStatus, TaskStatus } from '#core/contract'

/** Every step that an execution can take. A status that is not in the list of another cannot follow it. */
export const executionTransitions = {
  pending: ['running', 'cancelled'],
  running: ['paused', 'completed', 'failed', 'cancelled'],
  paused: ['running', 'retrying', 'cancelled'],
  retrying: ['paused', 'completed', 'failed', 'cancelled'],
  completed: ['retrying'],
  failed: ['retrying'],
  cancelled: ['retrying'],
} as const satisfies Record<ExecutionStatus, readonly ExecutionStatus[]>

/** Every step that a task can take. An ended one becomes pending again only when its execution is retried. */
export const taskTransitions = {
  pending: ['assigned', 'running', 'skipped', 'failed', 'cancelled'],
  assigned: ['running', 'completed', 'failed', 'timed_out', 'cancelled', 'pending'],
  running: ['completed', 'failed', 'timed_out', 'cancelled', 'pending'],
  completed: ['pending'],
  failed: ['completed', 'pending'],
  timed_out: ['completed', 'pending'],
  skipped: ['pending'],
  cancelled: ['pending'],
} as const satisfies Record<TaskStatus, readonly TaskStatus[]>

/** True if a task can go from one status to the other. */
export function canTaskMove(from: TaskStatus, to: TaskStatus): boolean {
  return (taskTransitions[from] as readonly TaskStatus[]).includes(to)
}

/** True if an execution can go from one status to the other. */
export function canMove(from: ExecutionStatus, to: ExecutionStatus): boolean {
  return (executionTransitions[from] as readonly ExecutionStatus[]).includes(to)
}
