/** Durable executions of plans: a port and its adapters. Knows no manifests; a plan says everything. */
export { askExecution, endedStatuses, executionStatuses, followEvents, resumeExecution, untilResumed } from './ask.ts'
export { chooseEngine } from './engine.ts'
export { parseLimit, parseRate } from './limits.ts'
export type { LiveExecution, LiveTask } from './live.ts'
export { noteOnEarlier, noteOnEnded, noteOnWorkers, notesOnParts, notesOnVersions } from './notes.ts'
export { openOrchestrator } from './open.ts'
export { toRecordsOutput, toRunOutput, toShowOutput, toSummary, toTimedEvent, toWorkflowsOutput } from './output.ts'
export type {
  Engine,
  ExecutionRecord,
  ExecutionSnapshot,
  OpenOptions,
  Orchestrator,
  RecordedEvent,
  RunOptions,
  StartRequest,
  TaskMessage,
} from './port.ts'
export { joinExecution, type Progress, runWithProgress, type Watching, watchExecution } from './progress.ts'
export { describeReplay, replayWith } from './replay.ts'
export { startWorker } from './start-worker.ts'
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
