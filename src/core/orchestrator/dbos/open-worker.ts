import type { FleetLimits, RunningWorker, WorkerOptions } from '../worker-port.ts'
import { connect } from './open.ts'
import { Queues } from './queues.ts'
import { Worker } from './worker.ts'

/** Makes this process a worker, and starts it. Throws OssaError `engine/…`. */
export async function openWorker(options: WorkerOptions, limits: FleetLimits): Promise<RunningWorker> {
  // It waits for as long as the server is away, and DBOS does so, too.
  const database = await connect(options, { connections: 12, attempts: Number.POSITIVE_INFINITY })
  const queues = await Queues.open(database)
  await queues.setLimits(limits)
  const worker = new Worker({ database, queues }, options)
  await worker.start()
  return {
    drain: async (hurry) => {
      await worker.drain(hurry)
      await queues.close()
      await database.close()
    },
    kill: () => worker.kill(),
  }
}
