/** Durable executions of plans: a port and its adapters. Knows no manifests; a plan says everything. */
export { openOrchestrator } from './open.ts'
export { iso, toRunOutput, toShowOutput, toSummary } from './output.ts'
export type {
  ExecutionRecord,
  ExecutionSnapshot,
  Orchestrator,
  RecordedEvent,
  RunOptions,
  StartRequest,
} from './port.ts'
export { uuidv7 } from './uuid.ts'
