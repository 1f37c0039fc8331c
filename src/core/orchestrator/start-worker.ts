import type { FleetLimits, RunningWorker, WorkerOptions } from './worker-port.ts'

/** Makes this process a worker: it carries out what others start. Throws OssaError `engine/…`. */
export async function startWorker(options: WorkerOptions, limits: FleetLimits): Promise<RunningWorker> {
  const { openWorker } = await import('./dbos/open-worker.ts')
  return openWorker(options, limits)
}
