/** Plans of workflows and the pure engine that carries them out. Knows no clock, no database, no network. */
export { describePlan, tabulatePlan } from './describe-plan.ts'
export { parseDuration } from './duration.ts'
export {
  inputLocals,
  itemsOf,
  itemsPointer,
  type LocalVariable,
  type TaskEdge,
  type TaskExpression,
  type TaskRead,
  taskEdges,
  taskExpressions,
  taskReads,
} from './edges.ts'
export type { EngineCommand, StartCommand } from './engine/command.ts'
export { answer, type ControlRequest, tasksToRetry } from './engine/control.ts'
export { decide } from './engine/decide.ts'
export { type Divergence, firstDivergence } from './engine/divergence.ts'
export type { EngineEvent, Failure } from './engine/events.ts'
export { Reduction, reduce } from './engine/reduce.ts'
export { type AttemptError, attemptFailed } from './engine/retry.ts'
export {
  type ExecutionState,
  initialState,
  isEnded,
  isTaskEnded,
  isTaskFailed,
  type TaskState,
  taskState,
} from './engine/state.ts'
export { addUsage } from './engine/usage.ts'
export { type WorkflowAct, workflowStatusAfter } from './life-of-workflow.ts'
export { makePlan, type PlanSource, type TaskSource } from './make-plan.ts'
export {
  type A2aBinding,
  type Binding,
  type CommandBinding,
  type HttpBinding,
  isPrimary,
  type LlmBinding,
  type McpAddress,
  type McpBinding,
  type McpProgram,
  type PlannedTask,
  type RecordKind,
  type RetryPolicy,
  recordKinds,
  type TaskBinding,
  type Value,
  type WorkflowPlan,
} from './plan.ts'
export { contentHash } from './plan-content.ts'
export { fallbackId, type SecondaryTask, secondaryTasks } from './second-tasks.ts'
