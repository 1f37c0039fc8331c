/** Durable executions of plans: a port and its adapters. Knows no manifests; a plan says everything. */
export { askExecution, endedStatuses, executionStatuses, followEvents, resumeExecution } from './ask.ts'
export type { LiveExecution, LiveTask } from './live.ts'
export { noteOnEarlier, noteOnEnded, notesOnParts, notesOnVersions } from './notes.ts'
export { openOrchestrator } from './open.ts'
export { toRecordsOutput, toRunOutput, toShowOutput, toSummary, toTimedEvent, toWorkflowsOutput } from './output.ts'
export type {
  ExecutionRecord,
  ExecutionSnapshot,
  OpenOptions,
  Orchestrator,
  RecordedEvent,
  RunOptions,
  StartRequest,
  TaskMessage,
} from './port.ts'
export { type Progress, runWithProgress, watchExecution } from './progress.ts'
export { describeReplay, replayWith } from './replay.ts'
export {
  describeExecution,
  describeFailures,
  noteOnCutEvents,
  noteOnCutRecords,
  tabulateEvents,
  tabulateExecutions,
  tabulateRecords,
  tabulateTasks,
  tabulateVersions,
} from './tabulate.ts'
export { pastTime } from './times.ts'
export { uuidv7 } from './uuid.ts'
