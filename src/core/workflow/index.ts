/** Plans of workflows and the pure engine that carries them out. Knows no clock, no database, no network. */
export { parseDuration } from './duration.ts'
export { type TaskEdge, type TaskRead, taskEdges, taskExpressions, taskReads } from './edges.ts'
export { makePlan, type PlanSource, type TaskSource } from './make-plan.ts'
export type { Binding, CommandBinding, HttpBinding, PlannedTask, RetryPolicy, Value, WorkflowPlan } from './plan.ts'
