import type { OpenOptions, Orchestrator } from './port.ts'

/** Opens the orchestrator of an engine. Throws OssaError if its database cannot be used. */
export async function openOrchestrator(options: OpenOptions): Promise<Orchestrator> {
  if (options.engine === 'postgres') {
    const { openPostgres } = await import('./dbos/open.ts')
    return openPostgres(options)
  }
  const { EmbeddedOrchestrator } = await import('./embedded/orchestrator.ts')
  return new EmbeddedOrchestrator(options)
}
