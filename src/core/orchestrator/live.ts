import type { ExecutionStatus, TaskStatus } from '#core/contract'
import {
  describePlan,
  type ExecutionState,
  type Failure,
  isPrimary,
  isTaskEnded,
  type PlannedTask,
  type TaskState,
  taskState,
  type WorkflowPlan,
} from '#core/workflow'

/** A task, for somebody who watches. Times are milliseconds since 1970. */
export interface LiveTask {
  readonly id: string
  /** What it does, in words. */
  readonly does: string
  /** Tasks that come before it. */
  readonly needs: readonly string[]
  /** From 1: one more than the highest stage before it. */
  readonly stage: number
  readonly status: TaskStatus
  readonly attempts: number
  /** Of `forEach` and `until`: how many are over, and of how many. */
  readonly rounds?: { readonly ended: number; readonly total: number }
  readonly startedAt?: number | undefined
  readonly completedAt?: number | undefined
  /** It does nothing until then: the next attempt, the end of a wait. */
  readonly idleUntil?: number | undefined
  readonly error?: Failure | undefined
}

/** An execution, for somebody who watches. */
export interface LiveExecution {
  readonly executionId: string
  readonly workflow: string
  readonly status: ExecutionStatus
  readonly startedAt?: number | undefined
  readonly completedAt?: number | undefined
  readonly tasks: readonly LiveTask[]
}

/** How executions of a plan look in a state. What only undoes or replaces another task is left out until it runs. */
export function liveExecutions(executionId: string, plan: WorkflowPlan): (state: ExecutionState) => LiveExecution {
  const described = new Map(describePlan(plan).tasks.map((task) => [task.id, task]))
  return (state) => {
    const { status, startedAt, completedAt } = state
    const tasks = plan.tasks.flatMap((task): LiveTask[] => {
      const unit = taskState(state, task.id)
      if (!isPrimary(task) && unit.attempts === 0) return []
      const { does = '', stage = 1 } = described.get(task.id) ?? {}
      return [{ id: task.id, does, stage, needs: before(task), ...progressOf(task, unit) }]
    })
    return { executionId, workflow: plan.workflow, status, startedAt, completedAt, tasks }
  }
}

function before({ needs, compensates, fallbackFor }: PlannedTask): readonly string[] {
  return [...needs, ...[compensates, fallbackFor].flatMap((other) => other ?? [])]
}

function progressOf(task: PlannedTask, unit: TaskState): Omit<LiveTask, 'id' | 'does' | 'stage' | 'needs'> {
  const { status, attempts, startedAt, completedAt, error, rounds, retryAt, wakeAt } = unit
  const total = task.until?.maxIterations ?? rounds?.length ?? 0
  const ended = rounds?.filter((round) => isTaskEnded(round.status)).length ?? 0
  const idle = [retryAt, wakeAt, ...(rounds ?? []).map((round) => round.retryAt)].filter((time) => time !== undefined)
  return {
    status,
    attempts,
    startedAt,
    completedAt,
    error,
    ...(rounds === undefined ? {} : { rounds: { ended, total } }),
    ...(isTaskEnded(status) || idle.length === 0 ? {} : { idleUntil: Math.max(...idle) }),
  }
}
