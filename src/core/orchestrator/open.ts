import { EmbeddedOrchestrator } from './embedded/orchestrator.ts'
import type { OpenOptions, Orchestrator } from './port.ts'

/** Opens the orchestrator that runs inside this process, over SQLite. Throws OssaError if its database cannot be used. */
export function openOrchestrator(options: OpenOptions): Orchestrator {
  return new EmbeddedOrchestrator(options)
}
