/** Carries out one attempt of a task: as a program or over HTTP. Knows no plans, no history, no retries. */

export { Circuits } from './circuits.ts'
export { killAllPrograms } from './command/process-tree.ts'
export { executeAttempt } from './execute.ts'
export type { AttemptRequest, ExecutorContext, Outcome } from './port.ts'
